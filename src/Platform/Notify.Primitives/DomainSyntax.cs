using System.Globalization;
using System.Text;

namespace Notify.Primitives;

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
        if (label.Length is 0 or > MaxLabelLength || label[0] == '-' || label[^1] == '-' || !IsLetters(label))
        {
            return null;
        }

        var isPunycode = label.StartsWith(Punycode, StringComparison.OrdinalIgnoreCase);
        if (!isPunycode && Ascii.IsValid(label))
        {
            return label.Length;
        }

        try
        {
            var letters = isPunycode ? Idn.GetUnicode(label) : label;
            var ascii = Idn.GetAscii(letters);
            var isWhole = !isPunycode || (IsLetters(letters) && !Ascii.IsValid(letters) && ascii.Equals(label, StringComparison.OrdinalIgnoreCase));
            return isWhole && ascii.Length <= MaxLabelLength ? ascii.Length : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Letters, digits, their marks, and hyphens, as IDNA 2008 has it (RFC 5892); no symbols.</summary>
    private static bool IsLetters(string label)
    {
        foreach (var rune in label.EnumerateRunes())
        {
            var isLetter = rune.IsAscii ? Rune.IsLetterOrDigit(rune) || rune.Value == '-' : !IsOtherForm(rune) && (Rune.IsLetterOrDigit(rune) || IsMark(rune));
            if (!isLetter)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Other widths of a letter spell the same host another way, past every comparison.</summary>
    private static bool IsOtherForm(Rune rune) => rune.Value is >= 0xFF00 and <= 0xFFEF;

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
}
