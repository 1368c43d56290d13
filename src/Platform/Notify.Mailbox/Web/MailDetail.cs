using System.Text.RegularExpressions;
using Notify.Mailbox.Mime;

namespace Notify.Mailbox.Web;

/// <summary>A mail taken apart.</summary>
internal sealed partial record MailDetail(
    MailSummary Summary, IReadOnlyList<MailHeader> Headers, string? Text, string? Html, IReadOnlyList<MailAttachment> Attachments)
{
    public static MailDetail Of(ReceivedMail mail)
    {
        var entity = MimeEntity.Parse(mail.Content);
        var leaves = entity.Leaves.ToArray();
        var text = leaves.FirstOrDefault(static leaf => !leaf.IsAttachment && leaf.ContentType.Value == "text/plain");
        var html = leaves.FirstOrDefault(static leaf => !leaf.IsAttachment && leaf.ContentType.Value == "text/html");
        return new(
            MailSummary.Of(mail, entity),
            [.. entity.Headers.Select(static field => new MailHeader(field.Key, EncodedWord.Decode(field.Value)))],
            text?.DecodeText(),
            html?.DecodeText(),
            [.. leaves.Index().Where(static leaf => leaf.Item.IsAttachment).Select(static leaf => new MailAttachment(
                leaf.Index, leaf.Item.FileName ?? $"part-{leaf.Index}", leaf.Item.ContentType.Value, leaf.Item.DecodeBody().Length, leaf.Item.ContentId))]);
    }

    /// <summary>The HTML body with its inline images put in place, so that it needs nothing from outside.</summary>
    public static string? SelfContainedHtml(ReceivedMail mail)
    {
        var leaves = MimeEntity.Parse(mail.Content).Leaves.ToArray();
        var images = leaves.Where(static leaf => leaf.ContentId is not null).ToLookup(static leaf => leaf.ContentId);
        var html = leaves.FirstOrDefault(static leaf => !leaf.IsAttachment && leaf.ContentType.Value == "text/html")?.DecodeText();
        return html is null ? null : ContentReference().Replace(html, match =>
            images[match.Groups["id"].Value].FirstOrDefault() is { } image
                ? $"data:{image.ContentType.Value};base64,{Convert.ToBase64String(image.DecodeBody())}" : match.Value);
    }

    [GeneratedRegex("""cid:(?<id>[^"'\s)>]+)""")]
    private static partial Regex ContentReference();
}
