using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Mime;

/// <summary>A message that cannot be written as e-mail.</summary>
internal sealed class MimeException(string code, string message, MimeFault fault = MimeFault.Message) : Exception(message)
{
    public SendOutcome ToOutcome() => fault switch
    {
        MimeFault.Recipient => new SendOutcome.EndpointGone { Code = code, Reason = Message },
        MimeFault.Integration => new SendOutcome.Misconfigured { Code = code, Reason = Message },
        _ => new SendOutcome.Rejected { Code = code, Reason = Message },
    };
}

/// <summary>Whose fault it is.</summary>
internal enum MimeFault
{
    Message,
    Recipient,
    Integration,
}
