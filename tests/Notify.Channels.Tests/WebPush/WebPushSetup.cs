using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Channels.WebPush;
using Notify.ProviderFakes.WebPush;

namespace Notify.Channels.Tests.WebPush;

/// <summary>A fake push service, a browser that subscribed to it, and a provider that sends to both.</summary>
internal sealed class WebPushSetup : IAsyncDisposable
{
    public static readonly VapidKeyPair Keys = VapidKeys.Generate();

    private WebPushSetup(WebPushFake fake, FakeTimeProvider clock)
    {
        Fake = fake;
        Clock = clock;
        Browser = fake.Subscribe(Keys.PublicKey);
        Provider = Create(Keys.PublicKey, Keys.PrivateKey, [fake.BaseUrl.Host]);
    }

    public WebPushFake Fake { get; }

    public FakeTimeProvider Clock { get; }

    public FakeBrowser Browser { get; }

    public IChannelProvider Provider { get; }

    public static async Task<WebPushSetup> StartAsync()
    {
        var clock = Clocks.AtNoon();
        return new(await WebPushFake.StartAsync(clock, TestLimits.Token), clock);
    }

    public IChannelProvider Create(string publicKey, string privateKey, string[]? allowedHosts = null, int? ttl = null)
    {
        var settings = new Dictionary<string, object> { ["vapidPublicKey"] = publicKey, ["vapidPrivateKey"] = privateKey, ["subject"] = "mailto:ops@example.com" };
        if (allowedHosts is not null)
            settings["allowedHosts"] = allowedHosts;
        if (ttl is not null)
            settings["ttl"] = ttl;
        return new WebPushPlugin().Create(Contexts.For(Fake, settings, Clock));
    }

    public ValueTask<SendOutcome> SendAsync(PushMessage? message = null) => Provider.SendAsync(message ?? Pushes.Plain(Browser.Subscription), TestLimits.Token);

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
