using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>A token that ends ends the call, and nothing else.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class CancellationContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    private const int Concurrent = 20;

    [Fact]
    public async Task A_token_that_is_cancelled_already_ends_every_call_before_anything_is_sent()
    {
        var backend = await StartBackendAsync();
        var provider = CreateProvider(backend.Url);

        (await Call.SendAsync(provider, CreateMessage(backend.Url), Cancelled)).MustBeCancelled("SendAsync");
        if (provider is IBatchSend batch)
            (await Call.RunAsync(() => batch.SendBatchAsync([CreateMessage(backend.Url)], Cancelled).AsTask())).MustBeCancelled("SendBatchAsync");
        if (provider is IVerifyCredentials verifier)
            (await Call.RunAsync(() => verifier.VerifyAsync(Cancelled).AsTask())).MustBeCancelled("VerifyAsync");
        if (provider is IHealthProbe probe)
            (await Call.RunAsync(() => probe.ProbeAsync(Cancelled).AsTask())).MustBeCancelled("ProbeAsync");

        Assert.Empty(backend.Received);
    }

    [Fact]
    public async Task A_cancelled_send_harms_no_other()
    {
        var backend = await StartBackendAsync();
        var provider = CreateProvider(backend.Url);
        var message = CreateMessage(backend.Url);

        await Call.SendAsync(provider, CreateMessage(backend.Url, number: 2), Cancelled);
        var call = await Call.SendAsync(provider, message, Token);

        call.MustBeAccepted("A message after a cancelled one");
        Assert.Equal([message.DeliveryId], backend.Received.Select(static received => received.DeliveryId));
    }

    [Fact]
    public async Task Sends_that_are_cancelled_on_the_way_end_with_a_cancellation_or_an_honest_outcome()
    {
        var backend = await StartBackendAsync();
        var provider = CreateProvider(backend.Url);
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var messages = Enumerable.Range(1, Concurrent).Select(number => CreateMessage(backend.Url, number: number)).ToArray();

        var sends = messages.Select(message => Call.SendAsync(provider, message, stopping.Token)).ToArray();
        await stopping.CancelAsync();
        var calls = await Task.WhenAll(sends);

        var arrived = backend.Received.Select(static received => received.DeliveryId).ToHashSet();
        foreach (var (message, call) in messages.Zip(calls))
        {
            Assert.True(
                call.WasCancelled || call.Value is SendOutcome.Accepted or SendOutcome.Ambiguous or SendOutcome.Transient,
                $"A send that is cancelled on the way ended with {call.Describe()}.");
            Assert.True(call.Value is not SendOutcome.Transient || !arrived.Contains(message.DeliveryId), "A message that arrived was called not sent (Transient).");
            Assert.True(call.Value is not SendOutcome.Accepted || arrived.Contains(message.DeliveryId), "A message that did not arrive was called Accepted.");
        }
    }
}
