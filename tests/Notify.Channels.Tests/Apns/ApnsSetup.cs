using Notify.Channels.Apns;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.Apns;

namespace Notify.Channels.Tests.Apns;

/// <summary>A fake Apple and a provider that sends through it.</summary>
internal sealed class ApnsSetup : IAsyncDisposable
{
    public const string Token = "740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad";

    private ApnsSetup(ApnsFake fake, FakeTimeProvider clock)
    {
        Fake = fake;
        Clock = clock;
        Provider = Create();
    }

    public ApnsFake Fake { get; }

    public FakeTimeProvider Clock { get; }

    public IChannelProvider Provider { get; }

    public static async Task<ApnsSetup> StartAsync()
    {
        var clock = Clocks.AtNoon();
        return new(await ApnsFake.StartAsync(clock, TestLimits.Token), clock);
    }

    public IChannelProvider Create(string? teamId = null, string? keyId = null, string? key = null, string? bundleId = null, Uri? baseUrl = null) => new ApnsPlugin().Create(
        Contexts.For(
            Fake,
            new
            {
                teamId = teamId ?? ApnsFake.TeamId, keyId = keyId ?? ApnsFake.KeyId, key = key ?? ApnsFake.KeyPem, bundleId = bundleId ?? ApnsFake.BundleId,
                baseUrl = baseUrl ?? Fake.BaseUrl,
            },
            Clock));

    public ValueTask<SendOutcome> SendAsync(PushMessage? message = null) => Provider.SendAsync(message ?? Pushes.Plain(Token), TestLimits.Token);

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
