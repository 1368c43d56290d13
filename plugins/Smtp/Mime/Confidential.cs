using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Mime;

/// <summary>Texts that must not be read in a reason: servers repeat addresses, parts of messages and now and then credentials in their answers.</summary>
internal sealed class Confidential
{
    public static readonly Confidential Nothing = new([]);
    private const int ShortestHidden = 4; // a shorter text is found in any sentence
    private readonly (string Text, string Instead)[] _hidden;

    private Confidential((string? Text, string Instead)[] hidden) =>
        _hidden = [.. hidden.Where(static pair => pair.Text is { Length: >= ShortestHidden }).Select(static pair => (pair.Text!, pair.Instead))]; // not null: it has a length

    public static Confidential Of(SmtpSettings settings) => new([(settings.Password, "***")]);

    public static Confidential Of(EmailMessage message, SmtpSettings settings) => new(
    [
        (message.Html, "the message"), (message.Text, "the message"), (message.Subject, "the subject"), (message.Address, "the recipient"),
        (settings.Password, "***"), (message.Credentials?.Password, "***"),
    ]);

    /// <summary>Puts a word in the place of each, and one blank in the place of each line's end.</summary>
    public string Hide(string text)
    {
        foreach (var (hidden, instead) in _hidden)
            text = text.Replace(hidden, instead, StringComparison.OrdinalIgnoreCase);
        return text.Replace('\n', ' ');
    }
}
