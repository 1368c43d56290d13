using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Notify.Channels.Webhook;

/// <summary>What can be called.</summary>
internal static class WebhookAddress
{
    /// <summary>Ends the sentence "The address must be …".</summary>
    public const string Rule = "an absolute http or https URL without user name and password";

    private const int Longest = 2_048;
    private static readonly SearchValues<char> Unsafe = SearchValues.Create("\\\"<>"); // a backslash is a slash to some and a name's part to others

    public static bool TryParse(string address, [NotNullWhen(true)] out Uri? url)
    {
        url = null;
        return address.Length <= Longest && IsPlain(address) && HasPlainAuthority(address) && Uri.TryCreate(address, UriKind.Absolute, out url)
            && url is { HostNameType: UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6, Port: > 0 };
    }

    /// <summary>No user name, and no zone of an IPv6 address: it means something on one machine only.</summary>
    private static bool HasPlainAuthority(ReadOnlySpan<char> address)
    {
        var start = address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : 0;
        var rest = address[start..];
        var authority = rest.IndexOfAny('/', '?', '#') is >= 0 and var end ? rest[..end] : rest;
        return start > 0 && authority.Length > 0 && !authority.ContainsAny('@', '%');
    }

    private static bool IsPlain(string address)
    {
        if (!address.AsSpan().ContainsAnyExceptInRange('!', '~'))
            return !address.AsSpan().ContainsAny(Unsafe);

        foreach (var rune in address.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar || Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format)
                return false;
        }

        return !address.AsSpan().ContainsAny(Unsafe);
    }
}
