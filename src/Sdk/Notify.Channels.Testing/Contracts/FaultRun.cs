using Notify.Channels.Sdk;

namespace Notify.Channels.Testing;

/// <summary>Sends one message to a server that fails; a server that stays silent is left once it has the message.</summary>
internal static class FaultRun
{
    public static async Task<Call<SendOutcome>> SendAsync(
        FaultCase fault, Func<Uri, IChannelProvider> createProvider, Func<Uri, ChannelMessage> createMessage, CancellationToken cancellationToken, string echo = "")
    {
        await using var server = fault.Start();
        server.Echo = echo;
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var message = createMessage(server.Url);
        await using var provider = createProvider(server.Url);
        var sending = Call.SendAsync(provider, message, budget.Token);
        if (fault.Transport == TransportFault.Silent)
        {
            await Task.WhenAny(server.Reached, sending);
            await budget.CancelAsync();
        }

        return await sending;
    }
}
