using System.Buffers;
using Org.BouncyCastle.Crypto;

namespace Notify.Channels.Smtp.Signing;

/// <summary>One signature in the making: gathers what MimeKit writes (the header's relaxed form, a kilobyte or so) and signs it with .NET's RSA.</summary>
internal sealed class RsaSignature(DkimKey key) : ISigner
{
    private readonly ArrayBufferWriter<byte> _content = new(1024);

    public string AlgorithmName => "SHA-256withRSA";

    public void Init(bool forSigning, ICipherParameters parameters) => throw new NotSupportedException("The key is given already.");

    public void Update(byte input) => _content.Write([input]);

    public void BlockUpdate(byte[] input, int inOff, int inLen) => _content.Write(input.AsSpan(inOff, inLen));

    public void BlockUpdate(ReadOnlySpan<byte> input) => _content.Write(input);

    public int GetMaxSignatureSize() => key.SignatureLength;

    public byte[] GenerateSignature() => key.Sign(_content.WrittenSpan);

    public bool VerifySignature(byte[] signature) => throw new NotSupportedException("This signs; verifiers have the public key.");

    public void Reset() => _content.ResetWrittenCount();
}
