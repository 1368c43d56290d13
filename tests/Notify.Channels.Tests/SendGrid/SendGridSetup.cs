using Notify.Channels.Sdk;
using Notify.Channels.SendGrid;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.SendGrid;

namespace Notify.Channels.Tests.SendGrid;

/// <summary>A fake SendGrid and a provider that sends through it.</summary>
internal sealed class SendGridSetup : IAsyncDisposable
{
    private readonly List<IChannelProvider> _others = [];

    private SendGridSetup(SendGridFake fake, FakeTimeProvider clock)
    {
        (Fake, Clock) = (fake, clock);
        Provider = Create();
    }

    public SendGridFake Fake { get; }

    public FakeTimeProvider Clock { get; }

    public IChannelProvider Provider { get; }

    public IBatchSend Batch => (IBatchSend)Provider;

    public IReceiveCallbacks Callbacks => (IReceiveCallbacks)Provider;

    public static async Task<SendGridSetup> StartAsync()
    {
        var clock = Clocks.AtNoon();
        return new(await SendGridFake.StartAsync(clock, TestLimits.Token), clock);
    }

    /// <summary>Makes a provider whose settings differ from the usual ones.</summary>
    public IChannelProvider Create(object? changes = null)
    {
        var settings = new Dictionary<string, object?>
        {
            ["apiKey"] = SendGridFake.ApiKey,
            ["fromEmail"] = "shop@example.com",
            ["fromName"] = "The Shop",
            ["webhookPublicKey"] = Fake.Webhook.PublicKey,
            ["baseUrl"] = Fake.BaseUrl,
        };
        foreach (var change in changes?.GetType().GetProperties() ?? [])
            settings[change.Name] = change.GetValue(changes);
        var provider = new SendGridPlugin().Create(Contexts.For(Fake, settings, Clock));
        _others.Add(provider);
        return provider;
    }

    public ValueTask<SendOutcome> SendAsync(EmailMessage? message = null) => Provider.SendAsync(message ?? Emails.Plain(), TestLimits.Token);

    public ValueTask<IReadOnlyList<SendOutcome>> SendBatchAsync(params EmailMessage[] messages) => Batch.SendBatchAsync(messages, TestLimits.Token);

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _others)
            await provider.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
