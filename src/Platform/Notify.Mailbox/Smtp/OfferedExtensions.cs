using SmtpServer;
using SmtpServer.Protocol;

namespace Notify.Mailbox.Smtp;

/// <summary>Answers EHLO with what the options leave of the extensions.</summary>
internal sealed class OfferedExtensions(MailboxOptions options) : SmtpCommandFactory
{
    public override SmtpCommand CreateEhlo(string domainOrAddress) => new Ehlo(domainOrAddress, options);

    public override SmtpCommand CreateHelo(string domainOrAddress) => new Helo(domainOrAddress);

    private sealed class Ehlo(string domain, MailboxOptions options) : EhloCommand(domain)
    {
        protected override string GetGreeting(ISessionContext context) => context.ServerOptions.ServerName;

        protected override IEnumerable<string> GetExtensions(ISessionContext context)
        {
            string[] offered = ["PIPELINING", $"SIZE {options.MaxMessageBytes}", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "AUTH PLAIN LOGIN XOAUTH2", "STARTTLS"];
            return offered.Where(extension => !(extension == "STARTTLS" && context.Pipe.IsSecure)
                && !options.Withhold.Any(withheld => extension.Split(' ')[0].Equals(withheld, StringComparison.OrdinalIgnoreCase)));
        }
    }

    private sealed class Helo(string domain) : HeloCommand(domain)
    {
        protected override string GetGreeting(ISessionContext context) => context.ServerOptions.ServerName;
    }
}
