using System.Buffers;

namespace Notify.Channels.Twilio;

/// <summary>
/// Counts the parts that a text is sent and billed as: 160 septets of the GSM 7-bit alphabet (3GPP TS 23.038), or 70 UTF-16 units once any character
/// is outside it; 153 and 67 a part when there are several, since each then begins with a header of 6 octets (TS 23.040). What takes two places is never split.
/// </summary>
internal static class SmsSegments
{
    private const int SeptetsAlone = 160; // 140 octets of 8 bits
    private const int SeptetsInPart = 153; // 140 - 6 octets, less the bit that fills up
    private const int UnitsAlone = 70;
    private const int UnitsInPart = 67;

    private static readonly SearchValues<char> Basic = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà");

    /// <summary>An escape and another septet each.</summary>
    private static readonly SearchValues<char> Extended = SearchValues.Create("\f^{}\\[~]|€");

    private static readonly SearchValues<char> Gsm = SearchValues.Create(
        "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
        + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà\f^{}\\[~]|€");

    /// <summary>Counts the parts of a text; none when it is empty.</summary>
    public static int Count(string text)
    {
        if (text.Length == 0)
            return 0;

        var isGsm = !text.AsSpan().ContainsAnyExcept(Gsm);
        if (isGsm && text.Length <= SeptetsAlone && !text.AsSpan().ContainsAnyExcept(Basic))
            return 1;

        var (alone, part) = isGsm ? (SeptetsAlone, SeptetsInPart) : (UnitsAlone, UnitsInPart);
        var (total, parts, used) = (0, 1, 0);
        for (var i = 0; i < text.Length;)
        {
            var isPair = !isGsm && char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]);
            var places = isPair || (isGsm && Extended.Contains(text[i])) ? 2 : 1;
            total += places;
            if (used + places > part)
            {
                parts++;
                used = 0;
            }

            used += places;
            i += isPair ? 2 : 1;
        }

        return total <= alone ? 1 : parts;
    }
}
