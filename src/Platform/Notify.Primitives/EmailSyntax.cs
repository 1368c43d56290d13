using System.Buffers;
using System.Globalization;
using System.Text;

namespace Notify.Primitives;

/// <summary>Tells which texts can be an e-mail address (RFC 5321 with RFC 6531's international letters). Quoted local parts are not taken.</summary>
public static class EmailSyntax
{
    private const int MaxLocalBytes = 64; // RFC 5321 4.5.3.1.1
    private const int MaxAddressBytes = 254; // RFC 5321 4.5.3.1.3: a path of 256 less its angle brackets
    private static readonly SearchValues<char> Specials = SearchValues.Create("()<>[]:;,\\\"");
    private static readonly SearchValues<char> Blanks = SearchValues.Create("\u034F\u115F\u1160\u17B4\u17B5\u2800\u3164\uFFA0"); // letters and marks by category that show nothing

    /// <summary>Tells whether a text is one address, without a display name.</summary>
    public static bool IsValid(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        var at = address.IndexOf('@', StringComparison.Ordinal);
        return at > 0
            && at == address.LastIndexOf('@')
            && Encoding.UTF8.GetByteCount(address) <= MaxAddressBytes
            && IsPlain(address)
            && IsLocalPart(address.AsSpan(0, at))
            && DomainSyntax.IsValid(address[(at + 1)..]);
    }

    private static bool IsPlain(string address)
    {
        foreach (var rune in address.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned)
            {
                return false; // EnumerateRunes turns half a surrogate pair into the replacement character
            }
        }

        return !address.AsSpan().ContainsAny(Specials) && !address.AsSpan().ContainsAny(Blanks);
    }

    private static bool IsLocalPart(ReadOnlySpan<char> local) =>
        Encoding.UTF8.GetByteCount(local) <= MaxLocalBytes
        && local[0] != '.'
        && local[^1] != '.'
        && !local.Contains("..", StringComparison.Ordinal);
}
