namespace Notify.Channels.WebPush;

/// <summary>The two halves of an application server's key, as the settings take them: base64url without padding.</summary>
public sealed record VapidKeyPair
{
    /// <summary>Gets the public key, 65 bytes: what browsers subscribe with (<c>applicationServerKey</c>).</summary>
    public required string PublicKey { get; init; }

    /// <summary>Gets the private key, 32 bytes. A secret.</summary>
    public required string PrivateKey { get; init; }

    /// <summary>Names the public key only.</summary>
    public override string ToString() => $"VapidKeyPair {{ PublicKey = {PublicKey}, PrivateKey = *** }}";
}
