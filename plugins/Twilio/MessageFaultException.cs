using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>A message that cannot be handed to Twilio. <paramref name="message"/> names neither number nor content.</summary>
internal sealed class MessageFaultException(string code, string message, bool isAddress = false) : Exception(message)
{
    public SendOutcome ToOutcome() => isAddress
        ? new SendOutcome.EndpointGone { Code = code, Reason = Message }
        : new SendOutcome.Rejected { Code = code, Reason = Message };
}
