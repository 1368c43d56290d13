using Xunit;

namespace Notify.Channels.Testing;

/// <summary>The provider can tell a second attempt from a second message.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class IdempotencyContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    [Fact]
    public async Task All_attempts_carry_one_token_also_from_another_provider()
    {
        var backend = await StartBackendAsync();
        var deliveryId = NewDeliveryId();
        var provider = CreateProvider(backend.Url);

        (await Call.SendAsync(provider, CreateMessage(backend.Url, deliveryId), Token)).MustBeAccepted("The first attempt");
        (await Call.SendAsync(provider, CreateMessage(backend.Url, deliveryId, attempt: 2), Token)).MustBeAccepted("The second attempt");
        (await Call.SendAsync(CreateProvider(backend.Url), CreateMessage(backend.Url, deliveryId, attempt: 3), Token)).MustBeAccepted("The third attempt, by another provider,");

        var token = Assert.Single(backend.Received.Select(static received => received.IdempotencyToken).Distinct());
        Assert.False(string.IsNullOrEmpty(token), "No idempotency token arrived.");
    }

    [Fact]
    public async Task Another_delivery_carries_another_token()
    {
        var backend = await StartBackendAsync();
        var provider = CreateProvider(backend.Url);

        (await Call.SendAsync(provider, CreateMessage(backend.Url), Token)).MustBeAccepted("A message");
        (await Call.SendAsync(provider, CreateMessage(backend.Url), Token)).MustBeAccepted("Another message to the same address");

        Assert.Equal(2, backend.Received.Select(static received => received.IdempotencyToken).Where(static token => !string.IsNullOrEmpty(token)).Distinct().Count());
    }
}
