using System.Text.RegularExpressions;

namespace Notify.Mailbox.Web;

/// <summary>A mail taken apart.</summary>
internal sealed partial record MailDetail(
    MailSummary Summary, IReadOnlyList<MailHeader> Headers, string? Text, string? Html, IReadOnlyList<MailAttachment> Attachments)
{
    public static MailDetail Of(ReceivedMail mail)
    {
        using var message = MailContent.Whole(mail);
        var leaves = MailContent.Leaves(message);
        var header = MailContent.Header(mail);
        return new(
            MailSummary.Of(mail, header),
            [.. header.Select(static field => new MailHeader(field.Field, field.Value))],
            MailContent.Body(leaves, "plain"),
            MailContent.Body(leaves, "html"),
            [.. leaves.Index().Where(static leaf => MailContent.IsAttachment(leaf.Item)).Select(static leaf => new MailAttachment(
                leaf.Index, MailContent.FileName(leaf.Item) ?? $"part-{leaf.Index}", leaf.Item.ContentType.MimeType, MailContent.Bytes(leaf.Item).Length, leaf.Item.ContentId))]);
    }

    /// <summary>The HTML body with its inline images put in place, so that it needs nothing from outside.</summary>
    public static string? SelfContainedHtml(ReceivedMail mail)
    {
        using var message = MailContent.Whole(mail);
        var leaves = MailContent.Leaves(message);
        var images = leaves.Where(static leaf => leaf.ContentId is not null).ToLookup(static leaf => leaf.ContentId);
        return MailContent.Body(leaves, "html") is not { } html ? null : ContentReference().Replace(html, match =>
            images[match.Groups["id"].Value].FirstOrDefault() is { } image
                ? $"data:{image.ContentType.MimeType};base64,{Convert.ToBase64String(MailContent.Bytes(image))}" : match.Value);
    }

    [GeneratedRegex("""cid:(?<id>[^"'\s)>]+)""")]
    private static partial Regex ContentReference();
}
