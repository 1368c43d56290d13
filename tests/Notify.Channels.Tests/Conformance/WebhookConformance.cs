using Notify.Channels.Sdk;
using Notify.Channels.Testing;
using Notify.Channels.Tests.Support;
using Notify.Channels.Webhook;

namespace Notify.Channels.Tests.Conformance;

public sealed class WebhookUnderTest : HttpChannelUnderTest, IEndpointCases
{
    public override bool HasBaseUrl => false;

    public override string EntryAssembly => BuiltPlugin.EntryAssembly("Notify.Channels.Webhook");

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "Each message has an endpoint of its own.",
        [typeof(VerifyContract<>)] = "A recipient's endpoint knows no credentials; it checks the signature.",
        [typeof(HealthContract<>)] = "There is no one provider whose health could be told.",
        [typeof(CallbackContract<>)] = "The endpoint's answer is the receipt.",
    };

    public IReadOnlyList<string> GoodAddresses => ["https://example.com/hook", "http://example.com:8080/a?b=c", "https://[2606:4700:4700::1111]/", "https://bücher.example/"];

    public IReadOnlyList<string> BadAddresses => ["", "example.com", "/hook", "ftp://example.com/", "https://user:password@example.com/", "mailto:a@example.com", "https://"];

    public override IChannelPlugin CreatePlugin() => new WebhookPlugin();

    public override object Settings(Uri server) => new { secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var endpoint = await WebhookEndpoint.AnsweringAsync(204);
        return new(
            new Uri(new Uri(endpoint.Url), "/"),
            () => endpoint.Calls.Select(static call => new ReceivedMessage { DeliveryId = call.Headers["webhook-id"], IdempotencyToken = call.Headers["idempotency-key"] }),
            endpoint);
    }
}

public sealed class WebhookManifest : ManifestContract<WebhookUnderTest>;

public sealed class WebhookSend : SendContract<WebhookUnderTest>;

public sealed class WebhookCancellation : CancellationContract<WebhookUnderTest>;

public sealed class WebhookTimeout : TimeoutContract<WebhookUnderTest>;

public sealed class WebhookErrorClass : ErrorClassContract<WebhookUnderTest>;

public sealed class WebhookSecrecy : SecrecyContract<WebhookUnderTest>;

public sealed class WebhookIdempotency : IdempotencyContract<WebhookUnderTest>;

public sealed class WebhookUnload : UnloadContract<WebhookUnderTest>;

public sealed class WebhookEndpoints : EndpointContract<WebhookUnderTest>;

public sealed class WebhookComplete : ContractCompleteness<WebhookUnderTest>;
