using System.Text;

namespace Notify.Delivery.Sending;

/// <summary>Makes what a provider said fit to be stored and shown: no control characters, no broken text, no novels.</summary>
internal static class ProviderText
{
    private const int MaxLength = 500;

    public static string? Clean(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var clean = new StringBuilder(Math.Min(text.Length, MaxLength));
        foreach (var rune in text.EnumerateRunes()) // a lone surrogate comes out as U+FFFD
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
            {
                break;
            }

            clean.Append(Rune.IsControl(rune) ? " " : rune.ToString());
        }

        return clean.ToString();
    }

    /// <summary>Takes the recipient's address out of what a provider said: reasons travel in events and are shown to many.</summary>
    public static string? Redact(string? text, string address) => text?.Replace(address, "<recipient>", StringComparison.OrdinalIgnoreCase);
}
