using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>A message that cannot be handed to Slack. <paramref name="message"/> names neither address nor content.</summary>
internal sealed class SlackFaultException(string code, string message) : Exception(message)
{
    public SendOutcome ToOutcome() => new SendOutcome.Rejected { Code = code, Reason = Message };
}
