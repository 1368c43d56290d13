using Notify.Channels.Sdk;
using Notify.Channels.SendGrid;
using Notify.Channels.Testing;
using Notify.ProviderFakes.SendGrid;

namespace Notify.Channels.Tests.SendGrid;

public sealed class SendGridUnderTest : HttpChannelUnderTest, ICallbackCases
{
    private readonly FakeEventWebhook _webhook = new();
    private readonly FakeEventWebhook _other = new();

    public ReadOnlyMemory<byte> CallbackBody { get; } =
        """[{"email":"alice@example.com","event":"delivered","sg_event_id":"event-1","sg_message_id":"message-1.recvd-1-1","notify_delivery_id":"delivery-1"}]"""u8.ToArray();

    public string SignatureHeader => "X-Twilio-Email-Event-Webhook-Signature";

    public override IReadOnlyCollection<string> NotSecret => ["webhookPublicKey"];

    public override IReadOnlyDictionary<Type, string> NotApplicable { get; } = new Dictionary<Type, string>
    {
        [typeof(EndpointContract<>)] = "The host itself knows what an e-mail address looks like, for every plugin of the channel.",
    };

    public override IChannelPlugin CreatePlugin() => new SendGridPlugin();

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var fake = await SendGridFake.StartAsync(null, cancellationToken);
        return new(fake.BaseUrl, () => fake.Mails.Select(static mail => new ReceivedMessage { DeliveryId = mail.DeliveryId, IdempotencyToken = mail.DeliveryId }), fake);
    }

    public override object Settings(Uri server) => Settings(server, SendGridFake.ApiKey, _webhook);

    public override object? WrongCredentials(Uri server) => Settings(server, "SG.a-key-that-nobody-gave", _webhook);

    public override string? RefusedAddress(Uri server) => "not-an-address";

    public object OtherSecret(Uri server) => Settings(server, SendGridFake.ApiKey, _other);

    public CallbackRequest Sign(ReadOnlyMemory<byte> body, DateTimeOffset now) =>
        new() { Method = "POST", Url = ((ICallbackCases)this).CallbackUrl, Headers = _webhook.Sign(body.Span, now), Body = body };

    public override ValueTask DisposeAsync()
    {
        _webhook.Dispose();
        _other.Dispose();
        return base.DisposeAsync();
    }

    private static object Settings(Uri server, string apiKey, FakeEventWebhook webhook) =>
        new { apiKey, fromEmail = "shop@example.com", webhookPublicKey = webhook.PublicKey, baseUrl = server };
}

public sealed class SendGridManifest : ManifestContract<SendGridUnderTest>;

public sealed class SendGridSend : SendContract<SendGridUnderTest>;

public sealed class SendGridCancellation : CancellationContract<SendGridUnderTest>;

public sealed class SendGridTimeout : TimeoutContract<SendGridUnderTest>;

public sealed class SendGridErrorClass : ErrorClassContract<SendGridUnderTest>;

public sealed class SendGridSecrecy : SecrecyContract<SendGridUnderTest>;

public sealed class SendGridIdempotency : IdempotencyContract<SendGridUnderTest>;

public sealed class SendGridUnload : UnloadContract<SendGridUnderTest>;

public sealed class SendGridBatch : BatchContract<SendGridUnderTest>;

public sealed class SendGridVerify : VerifyContract<SendGridUnderTest>;

public sealed class SendGridHealth : HealthContract<SendGridUnderTest>;

public sealed class SendGridCallback : CallbackContract<SendGridUnderTest>;

public sealed class SendGridComplete : ContractCompleteness<SendGridUnderTest>;
