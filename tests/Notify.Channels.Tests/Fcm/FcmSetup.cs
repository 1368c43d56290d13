using Notify.Channels.Fcm;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.Fcm;

namespace Notify.Channels.Tests.Fcm;

/// <summary>A fake Firebase and a provider that sends through it.</summary>
internal sealed class FcmSetup : IAsyncDisposable
{
    public static readonly string Token = $"cXq3-ZzT0k_1:APA91b{new string('f', 130)}-Q";

    private FcmSetup(FcmFake fake, FakeTimeProvider clock)
    {
        Fake = fake;
        Clock = clock;
        Provider = Create(new { serviceAccount = fake.ServiceAccountJson, baseUrl = fake.BaseUrl });
    }

    public FcmFake Fake { get; }

    public FakeTimeProvider Clock { get; }

    public IChannelProvider Provider { get; }

    public static async Task<FcmSetup> StartAsync()
    {
        var clock = Clocks.AtNoon();
        return new(await FcmFake.StartAsync(clock, TestLimits.Token), clock);
    }

    public IChannelProvider Create(object settings) => new FcmPlugin().Create(Contexts.For(Fake, settings, Clock));

    public ValueTask<SendOutcome> SendAsync(PushMessage? message = null) => Provider.SendAsync(message ?? Pushes.Plain(Token), TestLimits.Token);

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
