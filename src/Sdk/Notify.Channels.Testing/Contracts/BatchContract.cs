using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>A batch answers for each of its messages, in their order.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class BatchContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    [Fact]
    public void The_largest_batch_is_within_limits_and_constant()
    {
        var batch = Ability<IBatchSend>(CreateProvider(new Uri("http://127.0.0.1:9/")));

        Assert.InRange(batch.MaxBatchSize, 2, 1_000);
        Assert.Equal(batch.MaxBatchSize, batch.MaxBatchSize);
    }

    [Fact]
    public Task A_batch_of_one_arrives() => SendManyAsync(static _ => 1);

    [Fact]
    public Task A_batch_of_the_largest_size_arrives() => SendManyAsync(static batch => batch.MaxBatchSize);

    [Fact]
    public async Task A_batch_that_is_too_large_or_empty_is_the_callers_mistake()
    {
        var backend = await StartBackendAsync();
        var batch = Ability<IBatchSend>(CreateProvider(backend.Url));

        foreach (var size in new[] { 0, batch.MaxBatchSize + 1 })
        {
            var call = await Call.RunAsync(() => batch.SendBatchAsync(Messages(backend, size), Token).AsTask());
            Assert.True(call.Exception is ArgumentException, $"A batch of {size} must be an ArgumentException, but was {call.Exception?.GetType().Name ?? "answered"}.");
        }

        Assert.Empty(backend.Received);
    }

    [Fact]
    public async Task A_message_that_is_refused_in_the_middle_harms_no_other()
    {
        var backend = await StartBackendAsync();
        var batch = Ability<IBatchSend>(CreateProvider(backend.Url));
        var good = Messages(backend, Math.Min(4, batch.MaxBatchSize - 1));
        var half = good.Length / 2;
        var bad = Channel.RefusedAddress(backend.Url) is { } refused
            ? CreateMessage(backend.Url, address: refused)
            : FamilyDefaults.Message(
                FamilyDefaults.Other(Manifest.Family), new() { DeliveryId = NewDeliveryId(), Address = Channel.Address(99, backend.Url), Text = "Wrong family" });

        var call = await Call.RunAsync(() => batch.SendBatchAsync([.. good[..half], bad, .. good[half..]], Token).AsTask());

        Assert.Null(call.Exception);
        var outcomes = call.Value ?? [];
        Assert.Equal(good.Length + 1, outcomes.Count);
        Assert.True(
            outcomes[half] is SendOutcome.Rejected or SendOutcome.EndpointGone,
            $"The refused message must be Rejected or EndpointGone in its own place, but was {outcomes[half].GetType().Name}.");
        Assert.All(outcomes.Where((_, index) => index != half), static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        AssertArrived(good, backend);
    }

    private async Task SendManyAsync(Func<IBatchSend, int> size)
    {
        var backend = await StartBackendAsync();
        var batch = Ability<IBatchSend>(CreateProvider(backend.Url));
        var messages = Messages(backend, size(batch));

        var call = await Call.RunAsync(() => batch.SendBatchAsync(messages, Token).AsTask());

        Assert.Null(call.Exception);
        Assert.Equal(messages.Length, call.Value?.Count);
        Assert.All(call.Value ?? [], static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        AssertArrived(messages, backend);
    }

    private ChannelMessage[] Messages(ChannelBackend backend, int count) =>
        [.. Enumerable.Range(1, count).Select(number => CreateMessage(backend.Url, number: number))];

    private static void AssertArrived(ChannelMessage[] messages, ChannelBackend backend) => Assert.Equal(
        messages.Select(static message => message.DeliveryId).Order(StringComparer.Ordinal),
        backend.Received.Select(static received => received.DeliveryId).Order(StringComparer.Ordinal));
}
