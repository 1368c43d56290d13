using System.Buffers;
using MimeKit;

namespace Notify.Channels.Smtp.Mime;

/// <summary>Refuses what could end a header line and begin another one.</summary>
internal static class HeaderGuard
{
    private static readonly SearchValues<char> Breaking = SearchValues.Create("\r\n\0");
    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "!#$%&'*+-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ^_`abcdefghijklmnopqrstuvwxyz{|}~");

    /// <summary>Fields that the writer makes itself, that servers on the way make, or that would tell recipients of each other.</summary>
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "From", "To", "Cc", "Bcc", "Reply-To", "Sender", "Return-Path", "Subject", "Date", "Message-ID", "MIME-Version",
        "Received", "Resent-Bcc", "DKIM-Signature", "Authentication-Results",
    };

    public static string Value(string value, string what) => value.AsSpan().ContainsAny(Breaking)
        ? throw Invalid($"{what} contains a line break or a NUL character, which would end the header. Remove it.") : value;

    public static void Name(string name, bool hasUnsubscribe)
    {
        if (name.Length is 0 or > 70 || name.AsSpan().ContainsAnyExcept(TokenCharacters))
            throw Invalid("A header's name must be 1 to 70 letters, digits and hyphens.");

        if (Reserved.Contains(name) || name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase) || name.StartsWith("ARC-", StringComparison.OrdinalIgnoreCase)
            || (hasUnsubscribe && name.StartsWith("List-Unsubscribe", StringComparison.OrdinalIgnoreCase)))
        {
            throw Invalid($"The header '{name}' is made by the channel and cannot be given.");
        }
    }

    /// <summary>Refuses anything but a plain <c>type/subtype</c>, perhaps with ASCII parameters.</summary>
    public static ContentType ContentType(string value)
    {
        Value(value, "An attachment's content type");
        var semicolon = value.IndexOf(';', StringComparison.Ordinal);
        var type = (semicolon < 0 ? value : value[..semicolon]).AsSpan().Trim();
        var slash = type.IndexOf('/');
        var isValid = value.Length <= 200 && slash > 0 && slash < type.Length - 1
            && !type[..slash].ContainsAnyExcept(TokenCharacters) && !type[(slash + 1)..].ContainsAnyExcept(TokenCharacters)
            && !value.AsSpan().ContainsAnyExceptInRange(' ', '~');
        return isValid && MimeKit.ContentType.TryParse(value, out var parsed) ? parsed : throw new MimeException("invalid-content-type", $"'{value}' is not a media type such as application/pdf.");
    }

    public static string ContentId(string value) =>
        value.Length is > 0 and <= 200 && !value.AsSpan().ContainsAnyExceptInRange('!', '~') && value.AsSpan().IndexOfAny('<', '>') < 0
            ? value : throw Invalid("A content id must be 1 to 200 visible ASCII characters without angle brackets.");

    private static MimeException Invalid(string message) => new("invalid-header", message);
}
