using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>Where the backend is gone or silent, the plugin says only what it knows.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class TimeoutContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    [Fact]
    public async Task A_backend_that_takes_the_message_and_never_answers_is_left_when_the_token_ends()
    {
        await using var server = Start(Fault(TransportFault.Silent));
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var sending = Call.SendAsync(CreateProvider(server.Url), CreateMessage(server.Url), budget.Token);
        await Task.WhenAny(server.Reached, sending);
        Assert.False(sending.IsCompleted, $"The send ended before its token did, with {(sending.IsCompleted ? (await sending).Describe() : "")}.");
        await budget.CancelAsync();
        var call = await sending;

        Assert.True(
            call.WasCancelled || call.Value is SendOutcome.Ambiguous,
            $"A message that the backend took may have been sent: let the OperationCanceledException through, or answer Ambiguous; not {call.Describe()}.");
    }

    [Fact]
    public async Task A_silent_backend_does_not_hold_up_dispose()
    {
        await using var server = Start(Fault(TransportFault.Silent));
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var provider = CreateProvider(server.Url);
        var sending = Call.SendAsync(provider, CreateMessage(server.Url), budget.Token);
        await Task.WhenAny(server.Reached, sending);
        await budget.CancelAsync();
        await sending;

        var dispose = await Call.RunAsync(async () =>
        {
            await provider.DisposeAsync();
            return true;
        });

        Assert.Null(dispose.Exception);
    }

    [Fact]
    public async Task A_connection_that_nobody_takes_is_transient()
    {
        var call = await SendToAsync(TransportFault.Refused);

        Assert.True(call.Class() == OutcomeClass.Transient, $"No connection was made, so nothing was sent: Transient, not {call.Describe()}.");
    }

    [Theory]
    [InlineData(TransportFault.ResetBeforeAnswer)]
    [InlineData(TransportFault.ClosedInAnswer)]
    public async Task A_connection_that_breaks_after_the_message_was_sent_leaves_it_open_what_came_of_it(TransportFault fault)
    {
        var allowed = Fault(fault).Allowed;

        var call = await SendToAsync(fault);

        Assert.True(
            (call.Class() & allowed) != 0 && call.Class() is OutcomeClass.Ambiguous or OutcomeClass.Accepted,
            $"The message may have been sent: {allowed}, not {call.Describe()}.");
    }

    private async Task<Call<SendOutcome>> SendToAsync(TransportFault fault)
    {
        await using var server = Start(Fault(fault));
        return await Call.SendAsync(CreateProvider(server.Url), CreateMessage(server.Url), Token);
    }

    private FaultCase Fault(TransportFault transport) =>
        Channel.Faults.FirstOrDefault(fault => fault.Transport == transport) ?? throw new InvalidOperationException(
            $"{typeof(TChannel).Name}.{nameof(ChannelUnderTest.Faults)} has no {transport}. Add one, or list the contract under {nameof(ChannelUnderTest.NotApplicable)}.");
}
