using System.Text;
using Notify.Primitives;
using PhoneNumbers;

namespace Notify.Audience.Addresses;

/// <summary>The rules for everything else that can be wrong with an address or a preference. Each tells; none throws.</summary>
internal static class AddressRules
{
    public const string EmailRule = "must be an e-mail address such as alice@example.com.";
    public const string PhoneRule = "must be a telephone number in E.164 form such as +4915112345678, as long as its country's numbers are.";
    public const string WebhookRule = "must be an absolute http or https URL without user name and password.";
    private static readonly PhoneNumberUtil Numbers = PhoneNumberUtil.GetInstance();
    private const int MaxLocaleLength = 35; // RFC 5646 4.4.1
    private const int MaxZoneLength = 64;
    private const int MaxAddressLength = 4_096; // push tokens of browsers are the longest known, below 2,000

    /// <summary>
    /// E.164, in its one spelling: a plus sign, a country's code that there is, and as many digits as its numbers have. Whether the number is given to
    /// somebody is not asked: plans change, and numbers for tests are given to nobody.
    /// </summary>
    public static bool IsPhone(string text)
    {
        if (text.Length is < 8 or > 16 || text[0] != '+' || text[1] == '0' || text.AsSpan(1).ContainsAnyExceptInRange('0', '9'))
        {
            return false;
        }

        try
        {
            return Numbers.IsPossibleNumberWithReason(Numbers.Parse(text, defaultRegion: null)) is PhoneNumberUtil.ValidationResult.IS_POSSIBLE; // not one without its area's code
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    /// <summary>The shape of a language tag (BCP 47): a language of 2 to 8 letters, then subtags of 1 to 8 letters or digits.</summary>
    public static bool IsLocale(string text)
    {
        var subtags = text.Split('-');
        return text.Length <= MaxLocaleLength
            && subtags[0].Length is >= 2 and <= 8
            && subtags[0].All(char.IsAsciiLetter)
            && subtags.Skip(1).All(static subtag => subtag.Length is >= 1 and <= 8 && subtag.All(char.IsAsciiLetterOrDigit))
            && subtags[^1].Length > 1;
    }

    /// <summary>A zone that this machine knows, or, on a machine without zone data, one that reads like a zone.</summary>
    public static bool IsTimeZone(string text) =>
        text.Length is > 0 and <= MaxZoneLength
        && text.Split('/').All(static part => part.Length > 0 && part.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '+'))
        && (TimeZoneInfo.TryFindSystemTimeZoneById(text, out _) || !HasZoneData);

    /// <summary>Says what is wrong with an address on a channel that has a field of its own; <see langword="null"/> when nothing, or when only a plugin can tell.</summary>
    public static string? FindFault(string channel, string address) => channel switch
    {
        ChannelNames.Email when !EmailSyntax.IsValid(address) => EmailRule,
        ChannelNames.Sms when !IsPhone(address) => PhoneRule,
        ChannelNames.Webhook when !UrlSyntax.IsWebhook(address) => WebhookRule,
        _ => null,
    };

    /// <summary>An address on a channel whose rules only its plugin knows.</summary>
    public static bool IsAddress(string text) => text.Length is > 0 and <= MaxAddressLength && IsOneLine(text);

    /// <summary>Text without control characters and without broken surrogate pairs.</summary>
    public static bool IsOneLine(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsControl(rune) || rune == Rune.ReplacementChar)
            {
                return false;
            }
        }

        return true;
    }

    private static bool HasZoneData { get; } = TimeZoneInfo.TryFindSystemTimeZoneById("Europe/London", out _);
}
