using Notify.Channels.Sdk;

namespace Notify.Channels.Testing.Tests;

/// <summary>The SDK's own channel, whose backend is the provider itself.</summary>
public sealed class MemoryUnderTest : ChannelUnderTest, IEndpointCases
{
    private readonly Dictionary<Uri, List<MemoryProvider>> _providers = [];
    private int _backends;

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(TimeoutContract<>)] = "Memory has no connection that could break.",
        [typeof(ErrorClassContract<>)] = "Memory cannot fail.",
        [typeof(IdempotencyContract<>)] = "Memory keeps a delivery once, by its id; there is no token on a wire.",
        [typeof(UnloadContract<>)] = "Its code is the SDK's, which the host shares and never unloads.",
        [typeof(CallbackContract<>)] = "Nobody calls back from memory.",
    };

    public IReadOnlyList<string> GoodAddresses => ["anybody"];

    public IReadOnlyList<string> BadAddresses => ["", "  "];

    public override IChannelPlugin CreatePlugin() => new MemoryPlugin();

    public override ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var url = new Uri($"memory://{++_backends}/");
        return new(new ChannelBackend(
            url,
            () => _providers.GetValueOrDefault(url, []).SelectMany(static provider => provider.Messages)
                .Select(static message => new ReceivedMessage { DeliveryId = message.DeliveryId })));
    }

    public override object Settings(Uri server) => new { capacity = 10_000 };

    public override void Created(IChannelProvider provider, Uri server)
    {
        if (!_providers.TryGetValue(server, out var providers))
            _providers[server] = providers = [];
        providers.Add((MemoryProvider)provider);
    }
}

public sealed class MemoryManifest : ManifestContract<MemoryUnderTest>;

public sealed class MemorySend : SendContract<MemoryUnderTest>;

public sealed class MemoryCancellation : CancellationContract<MemoryUnderTest>;

public sealed class MemorySecrecy : SecrecyContract<MemoryUnderTest>;

public sealed class MemoryBatch : BatchContract<MemoryUnderTest>;

public sealed class MemoryVerify : VerifyContract<MemoryUnderTest>;

public sealed class MemoryHealth : HealthContract<MemoryUnderTest>;

public sealed class MemoryEndpoint : EndpointContract<MemoryUnderTest>;

public sealed class MemoryComplete : ContractCompleteness<MemoryUnderTest>;
