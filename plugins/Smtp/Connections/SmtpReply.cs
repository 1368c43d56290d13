namespace Notify.Channels.Smtp.Connections;

/// <summary>A server's answer (RFC 5321 section 4.2).</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Text">The lines without their codes, joined by a line feed; empty when it was not asked for.</param>
internal readonly record struct SmtpReply(int Code, string Text)
{
    public bool IsPositive => Code is >= 200 and < 300;

    public bool IsTransient => Code is >= 400 and < 500;

    /// <summary>Gets the enhanced status code (RFC 3463), such as <c>5.1.1</c>; empty when the server gives none.</summary>
    public string Enhanced
    {
        get
        {
            var end = Text.AsSpan().IndexOfAny(' ', '\n');
            var word = end < 0 ? Text : Text[..end];
            var parts = word.Split('.');
            return parts is [{ Length: 1 }, { Length: >= 1 and <= 3 }, { Length: >= 1 and <= 3 }]
                && parts.All(static part => part.All(char.IsAsciiDigit)) && parts[0][0] == (char)('0' + (Code / 100))
                ? word : "";
        }
    }

    /// <summary>Gets the stable code that outcomes carry, such as <c>550-5.1.1</c>.</summary>
    public string StableCode => Enhanced is { Length: > 0 } enhanced ? $"{Code}-{enhanced}" : $"{Code}";
}
