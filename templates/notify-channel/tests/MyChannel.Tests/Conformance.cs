using Notify.Channels.Sdk;
using Notify.Channels.Testing;

namespace MyChannel.Tests;

/// <summary>Describes the plugin to the contracts.</summary>
public sealed class ThisChannel : HttpChannelUnderTest
{
    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "The provider takes one message per call.",
        [typeof(HealthContract<>)] = "The provider has nothing to ask for its health.",
        [typeof(CallbackContract<>)] = "The provider does not call back.",
        [typeof(EndpointContract<>)] = "Any text may be an address.",
    };

    public override IChannelPlugin CreatePlugin() => new ChannelPlugin();

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken) => await FakeProvider.StartAsync(cancellationToken);

    public override object Settings(Uri server) => new { baseUrl = server.ToString(), apiKey = FakeProvider.ApiKey };

    public override object? WrongCredentials(Uri server) => new { baseUrl = server.ToString(), apiKey = "another-key" };
}

public sealed class Manifest : ManifestContract<ThisChannel>;

public sealed class Send : SendContract<ThisChannel>;

public sealed class Cancellation : CancellationContract<ThisChannel>;

public sealed class Timeouts : TimeoutContract<ThisChannel>;

public sealed class ErrorClass : ErrorClassContract<ThisChannel>;

public sealed class Secrecy : SecrecyContract<ThisChannel>;

public sealed class Idempotency : IdempotencyContract<ThisChannel>;

public sealed class Unload : UnloadContract<ThisChannel>;

public sealed class Verify : VerifyContract<ThisChannel>;

public sealed class Complete : ContractCompleteness<ThisChannel>;
