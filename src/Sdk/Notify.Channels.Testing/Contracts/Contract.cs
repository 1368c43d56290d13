using System.Text.Json;
using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>What all contracts share: the plugin, and a clean-up of what a test made.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class Contract<TChannel> : IAsyncLifetime
    where TChannel : ChannelUnderTest, new()
{
    private readonly Stack<IAsyncDisposable> _made = new();

    private protected Contract()
    {
        Channel = new TChannel();
        Plugin = Channel.CreatePlugin();
    }

    private protected TChannel Channel { get; }

    private protected IChannelPlugin Plugin { get; }

    private protected ChannelManifest Manifest => Plugin.Manifest;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected static CancellationToken Cancelled { get; } = new(canceled: true);

    ValueTask IAsyncLifetime.InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>Ends what the test made, the last first.</summary>
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        while (_made.TryPop(out var made))
            await made.DisposeAsync();
        await Channel.DisposeAsync();
    }

    private protected async Task<ChannelBackend> StartBackendAsync()
    {
        var backend = await Channel.StartBackendAsync(Token);
        _made.Push(backend);
        return backend;
    }

    private protected FaultServer Start(FaultCase fault)
    {
        var server = fault.Start();
        _made.Push(server);
        return server;
    }

    private protected IChannelProvider CreateProvider(
        Uri server, TimeProvider? clock = null, IPluginLog? log = null, object? settings = null, Uri? callbackUrl = null)
    {
        var context = new ProviderContext
        {
            IntegrationId = "01980000-0000-7000-8000-000000000001", // as a host names one
            Settings = settings is null ? Channel.SettingsFor(server) : JsonSerializer.SerializeToElement(settings),
            HostOptions = Channel.HostOptions,
            CallbackUrl = callbackUrl,
            TimeProvider = clock ?? TimeProvider.System,
        };
        var provider = Plugin.Create(log is null ? context : context with { Log = log });
        _made.Push(provider);
        Channel.Created(provider, server);
        return provider;
    }

    private protected ChannelMessage CreateMessage(Uri server, string? deliveryId = null, int number = 1, int attempt = 1, string? address = null)
    {
        deliveryId ??= NewDeliveryId();
        return Channel.Message(new()
        {
            DeliveryId = deliveryId,
            Attempt = attempt,
            Address = address ?? Channel.Address(number, server),
            Text = $"Conformance text of {deliveryId}",
        });
    }

    private protected static string NewDeliveryId() => Guid.CreateVersion7().ToString();

    /// <summary>Gets the provider's ability, or fails.</summary>
    private protected TAbility Ability<TAbility>(IChannelProvider provider)
        where TAbility : class
    {
        Assert.True(
            provider is TAbility,
            $"The provider of '{Manifest.Id}' does not implement {typeof(TAbility).Name}. Implement it, or list the contract under {nameof(ChannelUnderTest.NotApplicable)}.");
        return (TAbility)provider;
    }
}
