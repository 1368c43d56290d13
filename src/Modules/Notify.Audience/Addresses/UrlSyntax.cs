using System.Buffers;
using System.Globalization;
using System.Text;

namespace Notify.Audience.Addresses;

/// <summary>Tells which texts can be called: absolute http and https URLs that every parser reads alike.</summary>
internal static class UrlSyntax
{
    private const int MaxLength = 2_048;
    private static readonly SearchValues<char> Unsafe = SearchValues.Create("\\\"<>"); // a backslash is a slash to some and a name's part to others

    /// <summary>An absolute http or https URL without user name and password.</summary>
    /// <remarks>Whether its host is inside the network is seen when it is dialled: what a name leads to may change.</remarks>
    public static bool IsWebhook(string text) =>
        text.Length <= MaxLength
        && text.Split("://", 2) is [var scheme, var rest]
        && (scheme.Equals(Uri.UriSchemeHttps, StringComparison.OrdinalIgnoreCase) || scheme.Equals(Uri.UriSchemeHttp, StringComparison.OrdinalIgnoreCase))
        && IsPlain(text)
        && IsAuthority(rest.AsSpan(0, rest.AsSpan().IndexOfAny('/', '?', '#') is >= 0 and var end ? end : rest.Length))
        && Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri is { HostNameType: UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6, Port: > 0 };

    /// <summary>No user name, and no zone of an IPv6 address: it means something on one machine only.</summary>
    private static bool IsAuthority(ReadOnlySpan<char> authority) => authority.Length > 0 && !authority.ContainsAny('@', '%');

    private static bool IsPlain(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format)
            {
                return false; // EnumerateRunes turns half a surrogate pair into the replacement character
            }
        }

        return !text.AsSpan().ContainsAny(Unsafe);
    }
}
