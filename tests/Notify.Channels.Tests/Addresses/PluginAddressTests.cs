using Notify.Channels.Apns;
using Notify.Channels.Fcm;
using Notify.Channels.Sdk;
using Notify.Channels.Slack;
using Notify.Channels.Twilio;
using Notify.Channels.Webhook;
using Notify.Channels.WebPush;
using Notify.Addresses;

namespace Notify.Channels.Tests.Addresses;

/// <summary>What each plugin says to the lists of good and bad addresses.</summary>
public sealed class PluginAddressTests
{
    [Fact]
    public void Numbers() => Judge(new TwilioPlugin(), BadAddresses.Phones, GoodAddresses.Phones);

    [Fact]
    public void Urls_of_webhooks() => Judge(new WebhookPlugin(), BadAddresses.Urls, GoodAddresses.Urls);

    [Fact]
    public void Addresses_of_slack() => Judge(new SlackPlugin(), BadAddresses.SlackAddresses, GoodAddresses.SlackAddresses);

    [Fact]
    public void Registration_tokens() => Judge(new FcmPlugin(), BadTokens.Fcm, GoodAddresses.FcmTokens);

    [Fact]
    public void Device_tokens() => Judge(new ApnsPlugin(), BadTokens.Apns, GoodAddresses.ApnsTokens);

    [Fact]
    public void Subscriptions_of_browsers() => Judge(new WebPushPlugin(), BadTokens.WebPush, GoodAddresses.WebPush);

    private static void Judge(IValidateEndpoint plugin, IReadOnlyDictionary<string, string[]> bad, string[] good)
    {
        var taken = bad.SelectMany(static entry => entry.Value, static (entry, address) => (Wrong: entry.Key, Address: address)).Where(entry => plugin.FindFault(entry.Address) is null);

        Assert.Equal([], taken);
        Assert.Equal([], good.Select(address => plugin.FindFault(address) is { } fault ? $"{address}: {fault}" : null).OfType<string>());
    }
}
