using System.Globalization;

namespace Notify.Audience.Addresses;

/// <summary>Tells which texts can be a host's name in an e-mail address, in letters of any script or in punycode (RFC 5890).</summary>
internal static class DomainSyntax
{
    private const int MaxBytes = 253; // RFC 1035 2.3.4, as text
    private const int MaxLabelLength = 63; // RFC 1035 2.3.4
    private const string Punycode = "xn--";
    private static readonly IdnMapping Idn = new();

    /// <summary>A name of labels; a single one will do, as servers inside a network have such names. An address of IPv4 is no name, so the last label is not all digits.</summary>
    public static bool IsValid(string domain)
    {
        var labels = domain.Split('.');
        var length = labels.Length - 1; // the dots
        foreach (var label in labels)
        {
            if (AsciiLength(label) is not { } bytes)
            {
                return false;
            }

            length += bytes;
        }

        return length <= MaxBytes && labels[^1].AsSpan().ContainsAnyExceptInRange('0', '9');
    }

    /// <returns>How long the label is on the wire; null when it is none.</returns>
    private static int? AsciiLength(string label)
    {
        if (label.Length is 0 or > MaxLabelLength || label[0] == '-' || label[^1] == '-' || !label.All(IsLetter))
        {
            return null;
        }

        var isPunycode = label.StartsWith(Punycode, StringComparison.OrdinalIgnoreCase);
        if (!isPunycode && label.All(char.IsAscii))
        {
            return label.Length;
        }

        try
        {
            var ascii = isPunycode ? Idn.GetAscii(Idn.GetUnicode(label)) : Idn.GetAscii(label);
            var isWhole = isPunycode ? ascii.Equals(label, StringComparison.OrdinalIgnoreCase) && !Idn.GetUnicode(label).All(char.IsAscii) : !ascii.Contains('.', StringComparison.Ordinal);
            return isWhole && ascii.Length <= MaxLabelLength ? ascii.Length : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Other widths and forms of a letter spell the same host another way, past every comparison.</summary>
    private static bool IsLetter(char character) => char.IsAscii(character)
        ? char.IsAsciiLetterOrDigit(character) || character == '-'
        : character is not (>= '\uFF00' and <= '\uFFEF')
            && (char.IsLetterOrDigit(character) || char.IsSurrogate(character)
                || char.GetUnicodeCategory(character) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
}
