using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>A message goes out once, to its provider, whatever runs beside it.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class SendContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    private const int Concurrent = 50;

    [Fact]
    public async Task A_good_message_is_accepted_and_arrives_once()
    {
        var backend = await StartBackendAsync();
        var message = CreateMessage(backend.Url);

        var call = await Call.SendAsync(CreateProvider(backend.Url), message, Token);

        call.MustBeAccepted("A good message");
        Assert.Equal([message.DeliveryId], backend.Received.Select(static received => received.DeliveryId));
    }

    [Fact]
    public async Task A_message_of_another_family_is_rejected_and_not_sent()
    {
        var backend = await StartBackendAsync();
        var good = CreateMessage(backend.Url);
        var wrong = FamilyDefaults.Message(
            FamilyDefaults.Other(Manifest.Family), new() { DeliveryId = good.DeliveryId, Address = good.Address, Text = "Wrong family" });

        var call = await Call.SendAsync(CreateProvider(backend.Url), wrong, Token);

        Assert.True(call.Value is SendOutcome.Rejected, $"A message of another family must be Rejected, but was {call.Describe()}.");
        Assert.Empty(backend.Received);
    }

    [Fact]
    public async Task Concurrent_sends_all_arrive()
    {
        var backend = await StartBackendAsync();
        var provider = CreateProvider(backend.Url);
        var messages = Enumerable.Range(1, Concurrent).Select(number => CreateMessage(backend.Url, number: number)).ToArray();

        var calls = await Task.WhenAll(messages.Select(message => Call.SendAsync(provider, message, Token)));

        Assert.All(calls, static call => call.MustBeAccepted("A message beside 49 others"));
        Assert.Equal(
            messages.Select(static message => message.DeliveryId).Order(StringComparer.Ordinal),
            backend.Received.Select(static received => received.DeliveryId).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_providers_share_nothing()
    {
        var (one, two) = (await StartBackendAsync(), await StartBackendAsync());
        var (first, second) = (CreateMessage(one.Url), CreateMessage(two.Url));
        var firstProvider = CreateProvider(one.Url);
        var secondProvider = CreateProvider(two.Url);

        (await Call.SendAsync(firstProvider, first, Token)).MustBeAccepted("A message of one provider");
        await firstProvider.DisposeAsync();
        (await Call.SendAsync(secondProvider, second, Token)).MustBeAccepted("A message of another provider, after the first one was disposed,");

        Assert.Equal([first.DeliveryId], one.Received.Select(static received => received.DeliveryId));
        Assert.Equal([second.DeliveryId], two.Received.Select(static received => received.DeliveryId));
    }

    [Fact]
    public async Task A_provider_can_be_disposed_twice_and_unused()
    {
        var backend = await StartBackendAsync();
        var provider = CreateProvider(backend.Url);

        var dispose = await Call.RunAsync(async () =>
        {
            await provider.DisposeAsync();
            await provider.DisposeAsync();
            return true;
        });

        Assert.Null(dispose.Exception);
        Assert.Empty(backend.Received);
    }
}
