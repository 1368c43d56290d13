using System.Text;

namespace Notify.Audience.Addresses;

/// <summary>The rule for the ids that callers choose.</summary>
internal static class ExternalIds
{
    private const int MaxLength = 64;

    /// <summary>1 to 64 visible characters of any script; no blanks, no control or format characters.</summary>
    public static bool IsWellFormed(string id)
    {
        var length = 0;
        foreach (var rune in id.EnumerateRunes())
        {
            if (++length > MaxLength || !IsVisible(rune))
            {
                return false;
            }
        }

        return length > 0;
    }

    private static bool IsVisible(Rune rune) =>
        rune != Rune.ReplacementChar
        && !Rune.IsControl(rune)
        && !Rune.IsWhiteSpace(rune)
        && Rune.GetUnicodeCategory(rune) is not (System.Globalization.UnicodeCategory.Format
            or System.Globalization.UnicodeCategory.PrivateUse
            or System.Globalization.UnicodeCategory.OtherNotAssigned);
}
