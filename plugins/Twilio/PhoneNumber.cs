namespace Notify.Channels.Twilio;

/// <summary>The forms of what texts are sent to and from.</summary>
internal static class PhoneNumber
{
    private const int LongestName = 11;

    /// <summary>Says whether a text is a number by ITU-T E.164: a plus, and 7 to 15 digits of which the first is not 0. None in use is shorter.</summary>
    public static bool IsE164(string text) =>
        text.Length is >= 8 and <= 16 && text[0] == '+' && text[1] is >= '1' and <= '9' && !text.AsSpan(2).ContainsAnyExceptInRange('0', '9');

    public static bool IsShortCode(string text) => text.Length is >= 3 and <= 8 && !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    public static bool IsMessagingService(string text) => text.Length == 34 && text.StartsWith("MG", StringComparison.Ordinal);

    /// <summary>Says whether a text may be a sender: a number, a short code, or a name: up to 11 letters, digits, blanks and <c>&amp; + - _</c>, one a letter.</summary>
    public static bool IsSender(string text) => IsE164(text) || IsShortCode(text) || IsName(text);

    private static bool IsName(string text)
    {
        var hasLetter = false;
        foreach (var character in text)
        {
            hasLetter |= char.IsAsciiLetter(character);
            if (!char.IsAsciiLetterOrDigit(character) && character is not (' ' or '&' or '+' or '-' or '_'))
                return false;
        }

        return hasLetter && text.Length <= LongestName;
    }
}
