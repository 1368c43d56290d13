using System.Buffers;
using System.Globalization;
using System.Text;

namespace Notify.Channels.Slack;

/// <summary>What an address of Slack may look like.</summary>
internal static class SlackAddress
{
    /// <summary>Stands for the integration's own incoming webhook.</summary>
    public const string OwnHook = "default";

    /// <summary>The end of the sentence "The address must be …".</summary>
    public const string Rule = "a channel's, conversation's or user's id (C…, G…, D…, U…, W…), a channel's name (#general), the URL of an incoming webhook, "
        + "or \"default\" for the integration's own webhook";

    private const int LongestName = 80;
    private const int LongestHook = 2_048;
    private static readonly SearchValues<char> IdCharacters = SearchValues.Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    public static SlackAddressKind KindOf(string address)
    {
        if (address == OwnHook)
            return SlackAddressKind.OwnHook;
        if (IsId(address) || IsName(address))
            return SlackAddressKind.Conversation;
        return HookOf(address) is null ? SlackAddressKind.None : SlackAddressKind.Hook;
    }

    /// <summary>Reads a URL such as <c>https://hooks.slack.com/services/T…/B…/…</c>; whose server it may be is for the integration to say.</summary>
    public static Uri? HookOf(string address) =>
        address.Length <= LongestHook && !address.AsSpan().ContainsAnyExceptInRange('!', '~') && !address.AsSpan().ContainsAny('\\', '@') // a user name, or what some take for one
        && Uri.TryCreate(address, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
        && url.Query.Length == 0 && url.Fragment.Length == 0 && url.AbsolutePath.StartsWith("/services/", StringComparison.Ordinal)
            ? url : null;

    private static bool IsId(string text) =>
        text.Length is >= 3 and <= 20 && text[0] is 'C' or 'G' or 'D' or 'U' or 'W' && !text.AsSpan().ContainsAnyExcept(IdCharacters);

    /// <summary>Lower case letters of any script, digits, hyphens, underscores.</summary>
    private static bool IsName(string text)
    {
        if (text.Length is < 2 or > LongestName + 1 || text[0] != '#')
            return false;
        foreach (var rune in text.AsSpan(1).EnumerateRunes())
        {
            if (Rune.IsUpper(rune) || !(Rune.IsLetterOrDigit(rune) || rune.Value is '-' or '_' or '.' || IsMark(rune)))
                return false;
        }

        return true;
    }

    /// <summary>Says whether a rune belongs to the letter before it, as the vowels of many scripts do.</summary>
    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}

/// <summary>What an address names.</summary>
internal enum SlackAddressKind
{
    None,
    Conversation,
    Hook,
    OwnHook,
}
