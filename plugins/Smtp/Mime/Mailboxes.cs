using System.Text;
using MimeKit;

namespace Notify.Channels.Smtp.Mime;

/// <summary>Reads the addresses that callers give: each an addr-spec (RFC 5322 section 3.4.1) without name, comment or blanks around it.</summary>
internal static class Mailboxes
{
    private const int LongestLocalPart = 64; // RFC 5321 section 4.5.3.1
    private const int LongestAddress = 254;
    private const int LongestLabel = 63;
    private static readonly ParserOptions Strict = new()
    {
        AddressParserComplianceMode = RfcComplianceMode.Strict,
        AllowAddressesWithoutDomain = false,
        AllowUnquotedCommasInAddresses = false,
    };

    /// <exception cref="MimeException">It is none that a server can be told.</exception>
    public static MailboxAddress Parse(string address, string? name, string what, MimeFault fault)
    {
        HeaderGuard.Value(address, what);
        address = WithSmallDomain(address);
        if (!MailboxAddress.TryParse(Strict, address, out var mailbox) || !IsWhole(mailbox, address) || !CanBeTold(mailbox))
            throw new MimeException("invalid-address", $"{what} is not an e-mail address (local@domain).", fault);

        mailbox.Name = string.IsNullOrEmpty(name) ? null : HeaderText.Safe(HeaderGuard.Value(name, "A display name"));
        return mailbox;
    }

    /// <summary>The form the server understands: an international domain as A-labels (RFC 5890).</summary>
    public static string Path(this MailboxAddress mailbox) => mailbox.GetAddress(idnEncode: true);

    /// <summary>Says whether a path takes SMTPUTF8 (RFC 6531): whether its local part has other characters than ASCII.</summary>
    public static bool NeedsUtf8(string path) => !Ascii.IsValid(path);

    /// <summary>Capital letters have no A-label of their own (RFC 5891 section 5.1 leaves it to us to make them small).</summary>
    private static string WithSmallDomain(string address)
    {
        var at = address.LastIndexOf('@');
        return at < 0 || Ascii.IsValid(address.AsSpan(at)) ? address : string.Concat(address.AsSpan(0, at), address[at..].ToLowerInvariant());
    }

    /// <summary>Whether nothing was given but the address: the parser reads past names, comments and blanks.</summary>
    private static bool IsWhole(MailboxAddress mailbox, string given) => mailbox.Address == given || mailbox.Path() == given;

    private static bool CanBeTold(MailboxAddress mailbox)
    {
        var path = mailbox.Path();
        var local = mailbox.LocalPart;
        var domain = path[(path.LastIndexOf('@') + 1)..];
        return Encoding.UTF8.GetByteCount(local) <= LongestLocalPart && path.Length <= LongestAddress
            && !local.Any(static c => c >= 0x80 && (char.IsControl(c) || char.IsWhiteSpace(c)))
            && (domain[0] == '[' || domain.Split('.').All(IsLabel));
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= LongestLabel && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
}
