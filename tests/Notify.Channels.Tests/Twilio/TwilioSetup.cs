using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Channels.Twilio;
using Notify.ProviderFakes.Twilio;

namespace Notify.Channels.Tests.Twilio;

/// <summary>A fake Twilio and a provider that sends through it.</summary>
internal sealed class TwilioSetup : IAsyncDisposable
{
    public static readonly Uri CallbackUrl = new("https://notify.example.com/v1/callbacks/0198");
    private readonly List<IChannelProvider> _providers = [];

    private TwilioSetup(TwilioFake fake)
    {
        Fake = fake;
        Provider = Create();
    }

    public TwilioFake Fake { get; }

    public FakeTimeProvider Clock { get; } = Clocks.AtNoon();

    public IChannelProvider Provider { get; }

    public static async Task<TwilioSetup> StartAsync() => new(await TwilioFake.StartAsync(TestLimits.Token));

    /// <summary>Makes a provider whose settings differ from the usual ones; a setting of <see langword="null"/> is left out.</summary>
    public IChannelProvider Create(object? changes = null, Uri? callbackUrl = null)
    {
        var settings = new Dictionary<string, object?>
        {
            ["accountSid"] = TwilioFake.AccountSid,
            ["authToken"] = TwilioFake.AuthToken,
            ["from"] = TwilioFake.From,
            ["baseUrl"] = Fake.BaseUrl,
        };
        foreach (var change in changes?.GetType().GetProperties() ?? [])
            settings[change.Name] = change.GetValue(changes);
        var provider = new TwilioPlugin().Create(Contexts.For(Fake, settings, Clock) with { CallbackUrl = callbackUrl });
        _providers.Add(provider);
        return provider;
    }

    public ValueTask<SendOutcome> SendAsync(SmsMessage? message = null) => Provider.SendAsync(message ?? Texts.Plain(), TestLimits.Token);

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
