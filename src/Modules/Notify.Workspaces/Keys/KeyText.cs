using System.Buffers.Text;
using System.Security.Cryptography;

namespace Notify.Workspaces.Keys;

/// <summary>What a key looks like.</summary>
internal static class KeyText
{
    public const int MinLength = 20;
    public const int MaxLength = 200;
    private const int PrefixLength = 8; // leaves at least 12 of the shortest key unknown
    private const int RandomBytes = 32; // 256 bits

    /// <summary>Makes an unguessable key.</summary>
    public static string Generate() => "ntfy_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));

    /// <summary>The part that may be shown.</summary>
    public static string Prefix(string key) => key[..PrefixLength];

    /// <summary>Tells whether a text can be a key at all.</summary>
    public static bool IsWellFormed(string? key) =>
        key is { Length: >= MinLength and <= MaxLength } && !key.AsSpan().ContainsAnyExceptInRange('!', '~');
}
