using System.Collections.Frozen;
using System.Text;
using MimeKit;
using MimeKit.Utils;

namespace Notify.Channels.Smtp.Mime;

/// <summary>Writes the header fields that callers give, each by its grammar: only text is encoded as text (RFC 2047 section 5).</summary>
internal static class HeaderFields
{
    private const int UsualLine = 78; // RFC 5322 section 2.1.1
    private const int LongestLine = 998;
    private const int LongestWholeWord = 900; // a longer one is encoded, because only encoded text can be folded within a word
    private static readonly char[] Blanks = [' ', '\t', '\r', '\n'];

    private enum Grammar
    {
        Text,
        Tokens,
        Phrases,
        Identifiers,
        Addresses,
        Uris,
        ListId,
    }

    private static readonly FrozenDictionary<string, Grammar> Grammars = new Dictionary<Grammar, string[]>
    {
        [Grammar.Tokens] =
        [
            "Accept-Language", "Auto-Submitted", "Autocrypt", "Deferred-Delivery", "Expires", "Expiry-Date", "Importance", "List-Unsubscribe-Post", "Precedence",
            "Priority", "Reply-By", "Resent-Date", "Sensitivity", "X-Auto-Response-Suppress", "X-MSMail-Priority", "X-Priority",
        ],
        [Grammar.Phrases] = ["Keywords"],
        [Grammar.Identifiers] = ["In-Reply-To", "Obsoletes", "Original-Message-ID", "References", "Resent-Message-ID", "Supersedes"],
        [Grammar.Addresses] =
        [
            "Disposition-Notification-To", "Errors-To", "Mail-Followup-To", "Mail-Reply-To", "Resent-Cc", "Resent-From", "Resent-Reply-To", "Resent-Sender", "Resent-To",
            "Return-Receipt-To",
        ],
        [Grammar.Uris] = ["List-Archive", "List-Help", "List-Owner", "List-Post", "List-Subscribe", "List-Unsubscribe"],
        [Grammar.ListId] = ["List-ID"],
    }.SelectMany(static pair => pair.Value, static (pair, name) => (name, pair.Key)).ToFrozenDictionary(static entry => entry.name, static entry => entry.Key, StringComparer.OrdinalIgnoreCase);

    /// <exception cref="MimeException">The value is none that the field can have.</exception>
    public static Header Of(string name, string value)
    {
        var header = Grammars.GetValueOrDefault(name) switch
        {
            Grammar.Tokens => Folded(name, value),
            Grammar.Phrases => Folded(name, string.Join(", ", value.Split(',', StringSplitOptions.TrimEntries).Select(Phrase))),
            Grammar.Identifiers => Folded(name, Identifiers(name, value)),
            Grammar.Addresses => Addresses(name, value),
            Grammar.Uris => new Header(Encoding.UTF8, name, Uris(name, value)),
            Grammar.ListId => Folded(name, ListId(value)),
            _ => Folded(name, HeaderText.Safe(value, LongestWholeWord)),
        };
        return Fits(header) ? header : throw Invalid($"The header '{name}' has a part of more than {LongestLine - 1} characters, which no line of a mail may have.");
    }

    /// <summary>A URI in ASCII: an international host as A-labels, everything else escaped (RFC 3987 section 3.1).</summary>
    public static string AsciiOf(Uri uri)
    {
        var text = uri.AbsoluteUri;
        return Ascii.IsValid(text) ? text : new UriBuilder(uri) { Host = uri.IdnHost }.Uri.AbsoluteUri;
    }

    private static string Phrase(string text) => Encoding.ASCII.GetString(Rfc2047.EncodePhrase(Encoding.UTF8, HeaderText.Safe(text)));

    private static string Identifiers(string name, string value)
    {
        var ids = new List<string>();
        for (var rest = value.AsSpan().Trim(Blanks); !rest.IsEmpty;)
        {
            var end = rest.IndexOf('>');
            if (rest[0] != '<' || end < 2 || rest[1..end].ContainsAnyExceptInRange('!', '~') || rest[1..end].Contains('<'))
                throw Invalid($"The header '{name}' must be message ids such as <id@example.com>, with blanks between them.");

            ids.Add(rest[..(end + 1)].ToString());
            rest = rest[(end + 1)..].TrimStart(" \t,");
        }

        return string.Join(' ', ids);
    }

    private static Header Addresses(string name, string value)
    {
        if (!InternetAddressList.TryParse(value, out var list) || list.Count == 0)
            throw Invalid($"The header '{name}' must be e-mail addresses, with commas between them.");

        if (list.Mailboxes.Any(static mailbox => Mailboxes.NeedsUtf8(mailbox.Path())))
            throw Invalid($"The header '{name}' has an address with characters outside ASCII before the @.");
        foreach (var mailbox in list.Mailboxes)
            mailbox.Name = mailbox.Name is { } display ? HeaderText.Safe(display) : null;
        return Folded(name, list.ToString(MailFormat.Options, encode: true));
    }

    private static string Uris(string name, string value)
    {
        var ascii = new StringBuilder();
        var rest = value.AsSpan();
        for (int start; (start = rest.IndexOf('<')) >= 0;)
        {
            var length = rest[start..].IndexOf('>');
            if (length < 2)
                throw Invalid($"The header '{name}' must be URIs in angle brackets, with commas between them.");

            var uri = rest[(start + 1)..(start + length)].ToString();
            ascii.Append(rest[..(start + 1)]).Append(Ascii.IsValid(uri) ? uri
                : Uri.TryCreate(uri, UriKind.Absolute, out var parsed) ? AsciiOf(parsed)
                : throw Invalid($"The header '{name}' has a URI that is none.")).Append('>');
            rest = rest[(start + length + 1)..];
        }

        return ascii.Append(rest).ToString();
    }

    /// <summary>A phrase before the list's id (RFC 2919): only the phrase is text.</summary>
    private static string ListId(string value)
    {
        var start = value.LastIndexOf('<');
        return start <= 0 ? value : $"{Phrase(value[..start].Trim())} {value[start..]}";
    }

    /// <summary>A field of words that stay whole: they are put on as many lines as it takes. How many blanks are between them means nothing.</summary>
    private static Header Folded(string name, string value)
    {
        if (!value.All(static c => c is (>= ' ' and <= '~') or '\t' or '\r' or '\n'))
            throw Invalid($"The header '{name}' has characters outside ASCII where none can be.");

        var folded = new StringBuilder(value.Length + 16);
        var column = name.Length + 1;
        foreach (var word in value.Split(Blanks, StringSplitOptions.RemoveEmptyEntries))
        {
            if ((column > name.Length + 1 && column + 1 + word.Length > UsualLine) || column + 1 + word.Length > LongestLine)
            {
                folded.Append("\r\n");
                column = 0;
            }

            folded.Append(' ').Append(word);
            column += 1 + word.Length;
        }

        var header = new Header(Encoding.UTF8, name, "");
        header.SetRawValue(Encoding.ASCII.GetBytes(folded.Append("\r\n").ToString()));
        return header;
    }

    private static bool Fits(Header header)
    {
        var line = header.Field.Length + 1;
        foreach (var value in header.RawValue)
        {
            line = value is (byte)'\r' or (byte)'\n' ? 0 : line + 1;
            if (line > LongestLine || value >= 0x80)
                return false;
        }

        return true;
    }

    private static MimeException Invalid(string message) => new("invalid-header", message);
}
