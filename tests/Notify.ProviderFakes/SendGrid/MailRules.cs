using System.Text;
using System.Text.Json;

namespace Notify.ProviderFakes.SendGrid;

/// <summary>What SendGrid refuses with 400: its documented rules of <c>POST /v3/mail/send</c>.</summary>
internal static class MailRules
{
    private const int MostRecipients = 1_000;
    private const int LongestArguments = 10_000; // bytes

    private static readonly HashSet<string> ReservedHeaders = new(StringComparer.OrdinalIgnoreCase)
    {
        "x-sg-id", "x-sg-eid", "received", "dkim-signature", "Content-Type", "Content-Transfer-Encoding", "To", "From", "Subject", "Reply-To", "CC", "BCC",
    };

    public static (string Message, string? Field)? FindFault(JsonElement mail)
    {
        if (mail.ValueKind != JsonValueKind.Object)
            return ("Bad Request", null);
        return Recipients(mail) ?? From(mail) ?? ReplyTo(mail) ?? Content(mail) ?? Attachments(mail) ?? Options(mail);
    }

    public static bool IsSandboxed(JsonElement mail) => mail.TryGetProperty("mail_settings", out var settings)
        && settings.TryGetProperty("sandbox_mode", out var sandbox) && sandbox.GetProperty("enable").GetBoolean();

    private static (string, string?)? Recipients(JsonElement mail)
    {
        if (!mail.TryGetProperty("personalizations", out var all) || all.ValueKind != JsonValueKind.Array || all.GetArrayLength() == 0)
            return ("The personalizations field is required and must have at least one personalization.", "personalizations");
        if (all.GetArrayLength() > MostRecipients)
            return ($"The personalization block is limited to 1000 personalizations per API request. You have provided {all.GetArrayLength()} personalizations.", "personalizations");

        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var number = 0;
        foreach (var one in all.EnumerateArray())
        {
            var field = $"personalizations.{number++}";
            if (!one.TryGetProperty("to", out var to) || to.GetArrayLength() == 0)
                return ("The to array is required for all personalization objects, and must have at least one email object with a valid email address.", $"{field}.to");
            var address = to[0].TryGetProperty("email", out var email) ? email.GetString() ?? "" : "";
            if (!IsAddress(address))
                return ("Does not contain a valid address.", $"{field}.to.0.email");
            if (to[0].TryGetProperty("name", out var name) && name.GetString()!.IndexOfAny([',', ';']) >= 0 && !(name.GetString()!.StartsWith('"') && name.GetString()!.EndsWith('"')))
                return ("The to.name cannot include either the ; or , characters.", $"{field}.to.0.name");
            if (!seen.Add(address))
                return ($"Each unique email address in the personalizations array should only be included once. You have included [{address}] more than once.", "personalizations");
            if (!HasText(one, "subject") && !HasText(mail, "subject"))
                return ("The subject is required. You can get around this requirement if you use a template with a subject defined or if every personalization has a subject defined.", "subject");
            if (one.TryGetProperty("custom_args", out var arguments) && Encoding.UTF8.GetByteCount(arguments.GetRawText()) > LongestArguments)
                return ("The custom_args may not exceed 10000 bytes.", $"{field}.custom_args");
            if (one.TryGetProperty("headers", out var headers) && Headers(headers, field) is { } fault)
                return fault;
        }

        return null;
    }

    private static (string, string?)? Headers(JsonElement headers, string field)
    {
        foreach (var header in headers.EnumerateObject())
        {
            if (ReservedHeaders.Contains(header.Name))
                return ($"The header {header.Name} is a reserved header and cannot be used.", $"{field}.headers");
            if (header.Value.ValueKind != JsonValueKind.String || header.Value.GetString()!.IndexOfAny(['\r', '\n']) >= 0 || !Ascii.IsValid(header.Value.GetString()))
                return ("The header values must be strings of ASCII characters.", $"{field}.headers.{header.Name}");
        }

        return null;
    }

    private static (string, string?)? From(JsonElement mail) =>
        mail.TryGetProperty("from", out var from) && from.TryGetProperty("email", out var email) && IsAddress(email.GetString() ?? "")
            ? null : ("The from email does not contain a valid address.", "from.email");

    private static (string, string?)? ReplyTo(JsonElement mail)
    {
        var hasOne = mail.TryGetProperty("reply_to", out var one);
        var hasList = mail.TryGetProperty("reply_to_list", out var list);
        if (hasOne && hasList)
            return ("You cannot use both reply_to and reply_to_list. Choose one.", "reply_to");
        if (hasOne && !IsAddress(one.GetProperty("email").GetString() ?? ""))
            return ("The reply_to email does not contain a valid address.", "reply_to.email");
        return hasList && list.EnumerateArray().Any(static entry => !IsAddress(entry.GetProperty("email").GetString() ?? ""))
            ? ("The reply_to_list email does not contain a valid address.", "reply_to_list") : null;
    }

    private static (string, string?)? Content(JsonElement mail)
    {
        if (!mail.TryGetProperty("content", out var content) || content.ValueKind != JsonValueKind.Array || content.GetArrayLength() == 0)
            return ("Unless a valid template_id is provided, the content parameter is required. There must be at least one defined content block.", "content");

        var number = 0;
        foreach (var part in content.EnumerateArray())
        {
            var field = $"content.{number}";
            if (!HasText(part, "value"))
                return ("The content value must be a string at least one character in length.", $"{field}.value");
            if (!HasText(part, "type"))
                return ("The content type must be a string at least one character in length.", $"{field}.type");
            if (number > 0 && part.GetProperty("type").GetString() == "text/plain")
                return ("If present, text/plain needs to be the first entry of the content list.", "content");
            number++;
        }

        return null;
    }

    private static (string, string?)? Attachments(JsonElement mail)
    {
        if (!mail.TryGetProperty("attachments", out var attachments))
            return null;

        var number = 0;
        foreach (var attachment in attachments.EnumerateArray())
        {
            var field = $"attachments.{number++}";
            if (!HasText(attachment, "content") || !attachment.GetProperty("content").TryGetBytesFromBase64(out _))
                return ("The attachment content must be base64 encoded.", $"{field}.content");
            if (!HasText(attachment, "filename"))
                return ("The attachment filename must be a string at least one character in length.", $"{field}.filename");
            if (attachment.TryGetProperty("type", out var type) && type.GetString()!.IndexOfAny([';', '\r', '\n']) >= 0)
                return ("The attachment type cannot contain ';', or CRLF characters.", $"{field}.type");
            var disposition = attachment.TryGetProperty("disposition", out var how) ? how.GetString() : "attachment";
            if (disposition is not ("inline" or "attachment"))
                return ("The disposition of your attachment can be either 'inline' or 'attachment'.", $"{field}.disposition");
            if (disposition == "inline" && !HasText(attachment, "content_id"))
                return ("The content_id must be a string at least one character in length.", $"{field}.content_id");
        }

        return null;
    }

    private static (string, string?)? Options(JsonElement mail)
    {
        if (mail.TryGetProperty("categories", out var categories))
        {
            if (categories.GetArrayLength() > 10)
                return ("You may not have more than 10 categories.", "categories");
            if (categories.EnumerateArray().DistinctBy(static category => category.GetString()).Count() != categories.GetArrayLength())
                return ("The categories must be unique.", "categories");
        }

        if (mail.TryGetProperty("asm", out var asm) && (!asm.TryGetProperty("group_id", out var group) || group.ValueKind != JsonValueKind.Number))
            return ("The asm group_id must be an integer.", "asm.group_id");
        return mail.TryGetProperty("mail_settings", out var settings) && settings.TryGetProperty("sandbox_mode", out var sandbox)
            && (!sandbox.TryGetProperty("enable", out var enable) || enable.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                ? ("The sandbox mode enable param should be a boolean value.", "mail_settings.sandbox_mode.enable") : null;
    }

    private static bool HasText(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 };

    private static bool IsAddress(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && text.LastIndexOf('@') == at && at < text.Length - 1 && text.IndexOfAny([' ', '<', '>', '\r', '\n']) < 0
        && text[(at + 1)..].Contains('.', StringComparison.Ordinal);
}
