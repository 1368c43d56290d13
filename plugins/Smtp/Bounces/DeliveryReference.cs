using System.Text.RegularExpressions;
using MimeKit;
using Notify.Channels.Smtp.Mime;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>Finds which message a report is about. Only what this plugin wrote itself counts; an address says nothing, for anybody can write one.</summary>
internal static partial class DeliveryReference
{
    private const int MostAddresses = 100;
    private static readonly string[] RecipientFields = ["Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "To"];

    /// <summary>The address that it came back to, else the envelope's id in the report, else the Message-ID of the message returned.</summary>
    public static string? Find(MimeMessage mail, MimeEntity[] parts, SmtpSettings settings) =>
        InAddresses(RecipientFields.SelectMany(name => Named(mail.Headers, name)), settings)
        ?? FirstIn(parts, part => InReport(part, settings))
        ?? FirstIn(parts, InReturned);

    /// <summary>Finds the id in the header of the message returned.</summary>
    public static string? InReturned(HeaderList header) =>
        header["Message-ID"] is { } id && MessageId().Match(id) is { Success: true } match ? match.Groups[1].Value : null;

    private static string? InReturned(MimeEntity part) => part switch
    {
        MessagePart { Message: { } message } => InReturned(message.Headers),
        MimePart encoded when encoded.ContentType.MimeType.ToUpperInvariant() is "MESSAGE/RFC822" or "TEXT/RFC822-HEADERS" or "MESSAGE/GLOBAL" or "MESSAGE/GLOBAL-HEADERS" =>
            InReturned(ReportedMail.Fields(ReportedMail.Text(encoded))),
        _ => null,
    };

    private static string? InReport(MimeEntity part, SmtpSettings settings) => part switch
    {
        MessageDeliveryStatus status => status.StatusGroups.FirstOrDefault()?["Original-Envelope-Id"]?.Trim() is { } id && ReturnPath.IsTag(id) ? id : null,
        MessageFeedbackReport feedback => InAddresses(Named(FeedbackReport.Fields(feedback), "Original-Mail-From"), settings),
        _ => null,
    };

    private static string? InAddresses(IEnumerable<Header> fields, SmtpSettings settings) => settings.BounceAddress is not { } bounces ? null
        : fields.SelectMany(static field => InternetAddressList.TryParse(field.RawValue, out var addresses) ? addresses.Mailboxes : [])
            .Take(MostAddresses).Select(mailbox => ReturnPath.DeliveryIdIn(mailbox.Address, bounces, settings.BounceSeparator)).FirstOrDefault(static id => id is not null);

    private static IEnumerable<Header> Named(HeaderList fields, string name) => fields.Where(field => field.Field.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static string? FirstIn(MimeEntity[] parts, Func<MimeEntity, string?> find) => parts.Select(find).FirstOrDefault(static id => id is not null);

    /// <summary>A Message-ID of ours: a delivery's id before the @.</summary>
    [GeneratedRegex("^\\s*<([0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12})@", RegexOptions.NonBacktracking)]
    private static partial Regex MessageId();
}
