using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>A message that cannot be handed to SendGrid. <paramref name="message"/> names neither address nor content.</summary>
internal sealed class MailFaultException(string code, string message) : Exception(message)
{
    public SendOutcome ToOutcome() => new SendOutcome.Rejected { Code = code, Reason = Message };
}
