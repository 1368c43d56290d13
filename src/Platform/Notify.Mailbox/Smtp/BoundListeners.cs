using SmtpServer;
using SmtpServer.Net;

namespace Notify.Mailbox.Smtp;

/// <summary>Hands the server the ports that are taken already.</summary>
internal sealed class BoundListeners(params BoundListener[] listeners) : IEndpointListenerFactory
{
    public IEndpointListener CreateListener(IEndpointDefinition endpointDefinition) =>
        listeners.First(listener => listener.EndPoint.Equals(endpointDefinition.Endpoint));
}
