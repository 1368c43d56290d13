using System.Globalization;
using System.Text;

namespace Notify.Channels.Smtp.Mime;

/// <summary>An address in the form the server understands: an internationalised domain in its ASCII form.</summary>
internal readonly record struct Mailbox(string Address, bool NeedsUtf8)
{
    private const int LongestLocalPart = 64; // RFC 5321 section 4.5.3.1
    private const int LongestAddress = 254;
    private static readonly IdnMapping Idn = new() { AllowUnassigned = true };

    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    public static Mailbox Parse(string address, string what, MimeFault fault)
    {
        HeaderGuard.Value(address, what);
        var at = address.LastIndexOf('@');
        if (at < 1 || at == address.Length - 1)
            throw Invalid(what, fault);

        var local = address[..at];
        if (Encoding.UTF8.GetByteCount(local) > LongestLocalPart || !(IsDotAtom(local) || IsQuoted(local)))
            throw Invalid(what, fault);

        var domain = AsciiDomain(address[(at + 1)..]);
        if (domain is null || local.Length + 1 + domain.Length > LongestAddress)
            throw Invalid(what, fault);
        return new($"{local}@{domain}", !Ascii.IsValid(local));
    }

    private static MimeException Invalid(string what, MimeFault fault) =>
        new("invalid-address", $"{what} is not an e-mail address (local@domain).", fault);

    private static bool IsDotAtom(string local)
    {
        foreach (var atom in local.Split('.'))
        {
            if (atom.Length == 0 || !atom.All(static c => c >= 0x80 ? !char.IsControl(c) && !char.IsWhiteSpace(c)
                : char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsQuoted(string local)
    {
        if (local.Length < 2 || local[0] != '"' || local[^1] != '"')
            return false;

        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '\\')
                i++;
            else if (local[i] == '"')
                return false;
            if (i >= local.Length - 1 || local[i] is < ' ' or > '~')
                return false;
        }

        return true;
    }

    private static string? AsciiDomain(string domain)
    {
        if (domain[0] == '[')
            return domain[^1] == ']' && domain[1..^1].All(static c => char.IsAsciiLetterOrDigit(c) || c is '.' or ':') ? domain : null;

        if (!Ascii.IsValid(domain))
        {
            try
            {
                domain = Idn.GetAscii(domain);
            }
            catch (ArgumentException)
            {
                return null;
            }
        }

        var labels = domain.Split('.');
        return labels.All(static label => label.Length is > 0 and <= 63 && label.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_'))
            ? domain : null;
    }
}
