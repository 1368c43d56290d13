using Notify.Channels.Sdk;
using Notify.Channels.Testing;

namespace Ntfy.Tests;

public sealed class NtfyUnderTest : HttpChannelUnderTest, IEndpointCases
{
    public IReadOnlyList<string> GoodAddresses => ["alerts", "My_topic-7", new('a', 64)];

    public IReadOnlyList<string> BadAddresses => ["", "my topic", "a/b", new('a', 65)];

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(IdempotencyContract<>)] = "ntfy knows no idempotency token.",
        [typeof(BatchContract<>)] = "ntfy takes one message per call.",
        [typeof(CallbackContract<>)] = "ntfy does not call back.",
    };

    public override IChannelPlugin CreatePlugin() => new NtfyPlugin();

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken) => await NtfyFake.StartAsync(cancellationToken);

    public override object Settings(Uri server) => new { baseUrl = server.ToString(), token = NtfyFake.Token };

    public override object? WrongCredentials(Uri server) => new { baseUrl = server.ToString(), token = "tk_another" };

    // ntfy's own shape of an error
    public override string ErrorBody(int status, string message) =>
        System.Text.Json.JsonSerializer.Serialize(new { code = status * 100, http = status, error = message, link = "https://ntfy.sh/docs" });
}

public sealed class Manifest : ManifestContract<NtfyUnderTest>;

public sealed class Send : SendContract<NtfyUnderTest>;

public sealed class Cancellation : CancellationContract<NtfyUnderTest>;

public sealed class Timeouts : TimeoutContract<NtfyUnderTest>;

public sealed class ErrorClass : ErrorClassContract<NtfyUnderTest>;

public sealed class Secrecy : SecrecyContract<NtfyUnderTest>;

public sealed class Unload : UnloadContract<NtfyUnderTest>;

public sealed class Verify : VerifyContract<NtfyUnderTest>;

public sealed class Health : HealthContract<NtfyUnderTest>;

public sealed class Endpoint : EndpointContract<NtfyUnderTest>;

public sealed class Complete : ContractCompleteness<NtfyUnderTest>;
