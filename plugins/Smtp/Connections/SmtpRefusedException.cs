using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Connections;

/// <summary>No session could be made; the outcome says why and what to do next. Nothing was sent.</summary>
internal sealed class SmtpRefusedException(SendOutcome outcome, string detail) : Exception(detail)
{
    public SendOutcome Outcome { get; } = outcome;
}
