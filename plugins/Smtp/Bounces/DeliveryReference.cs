using System.Text.RegularExpressions;
using Notify.Channels.Smtp.Mime;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>Finds which message a report is about. Only what this plugin wrote itself counts; an address says nothing, for anybody can write one.</summary>
internal static partial class DeliveryReference
{
    private static readonly string[] RecipientFields = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"];

    /// <summary>The address that it came back to, else the envelope's id in the report, else the Message-ID of the message returned.</summary>
    public static string? Find(MailPart mail, MailPart[] parts, SmtpSettings settings) =>
        InAddresses(RecipientFields.SelectMany(mail.Fields.All), settings)
        ?? InReport(parts, settings)
        ?? parts.Where(static part => part.ContentType.MediaType is "message/rfc822" or "text/rfc822-headers" or "message/global" or "message/global-headers")
            .Select(static part => InReturned(part.Body)).FirstOrDefault(static id => id is not null);

    /// <summary>Finds the id in the header of the message returned.</summary>
    public static string? InReturned(ReadOnlyMemory<char> message)
    {
        var id = MailFields.Read(ref message)["Message-ID"];
        return id is not null && MessageId().Match(id) is { Success: true } match ? match.Groups[1].Value : null;
    }

    private static string? InReport(MailPart[] parts, SmtpSettings settings)
    {
        foreach (var part in parts)
        {
            var body = part.Body;
            switch (part.ContentType.MediaType)
            {
                case "message/delivery-status" or "message/global-delivery-status"
                    when MailFields.Read(ref body)["Original-Envelope-Id"] is { } id && ReturnPath.IsTag(id):
                    return id;
                case "message/feedback-report" when InAddresses(MailFields.Read(ref body).All("Original-Mail-From"), settings) is { } id:
                    return id;
            }
        }

        return null;
    }

    private static string? InAddresses(IEnumerable<string> values, SmtpSettings settings) => settings.BounceAddress is not { } bounces ? null
        : values.SelectMany(static value => Address().Matches(value)).Take(100)
            .Select(match => ReturnPath.DeliveryIdIn(match.Value, bounces, settings.BounceSeparator)).FirstOrDefault(static id => id is not null);

    [GeneratedRegex("[^\\s<>,;:\"@]+@[^\\s<>,;:\"@]+", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    /// <summary>A Message-ID of ours: a delivery's id before the @.</summary>
    [GeneratedRegex("^\\s*<([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})@", RegexOptions.NonBacktracking)]
    private static partial Regex MessageId();
}
