using Notify.Channels.Sdk;
using Notify.Channels.Slack;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes.Slack;

namespace Notify.Channels.Tests.Slack;

/// <summary>A fake Slack and a provider that posts to it.</summary>
internal sealed class SlackSetup : IAsyncDisposable
{
    public const string Channel = "C012345678";
    private readonly List<IChannelProvider> _providers = [];

    private SlackSetup(SlackFake fake, FakeTimeProvider clock)
    {
        (Fake, Clock) = (fake, clock);
        Provider = Create();
    }

    public SlackFake Fake { get; }

    public FakeTimeProvider Clock { get; }

    public IChannelProvider Provider { get; }

    public static async Task<SlackSetup> StartAsync()
    {
        var clock = Clocks.AtNoon();
        return new(await SlackFake.StartAsync(clock, TestLimits.Token), clock);
    }

    /// <summary>Makes a provider whose settings differ from the usual ones; a setting of <see langword="null"/> is left out.</summary>
    public IChannelProvider Create(object? changes = null)
    {
        var settings = new Dictionary<string, object?>
        {
            ["botToken"] = SlackFake.BotToken,
            ["webhookUrl"] = Fake.HookUrl,
            ["baseUrl"] = Fake.ApiUrl,
            ["hooksBaseUrl"] = Fake.BaseUrl,
        };
        foreach (var change in changes?.GetType().GetProperties() ?? [])
            settings[change.Name] = change.GetValue(changes);
        var provider = new SlackPlugin().Create(Contexts.For(Fake, settings, Clock));
        _providers.Add(provider);
        return provider;
    }

    public ValueTask<SendOutcome> SendAsync(ChatMessage message) => Provider.SendAsync(message, TestLimits.Token);

    public ValueTask<SendOutcome> SendAsync(string address = Channel) => SendAsync(Message(address));

    public static ChatMessage Message(string address = Channel) => Chats.To(address) with { DeliveryId = Guid.CreateVersion7().ToString() };

    public async ValueTask DisposeAsync()
    {
        foreach (var provider in _providers)
            await provider.DisposeAsync();
        await Fake.DisposeAsync();
    }
}
