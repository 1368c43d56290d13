using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Testing;
using Notify.Channels.Twilio;
using Notify.ProviderFakes.Twilio;

namespace Notify.Channels.Tests.Twilio;

public sealed class TwilioUnderTest : HttpChannelUnderTest, ICallbackCases, IEndpointCases
{
    private static readonly (string, string)[] Receipt = [("MessageSid", "SM1"), ("MessageStatus", "delivered"), ("To", "+14155550100")];

    public ReadOnlyMemory<byte> CallbackBody { get; } = Encoding.UTF8.GetBytes(string.Join('&', Receipt.Select(static field => $"{field.Item1}={Uri.EscapeDataString(field.Item2)}")));

    public string SignatureHeader => "X-Twilio-Signature";

    public IReadOnlyList<string> GoodAddresses => ["+14155550100", "+491701234567", "+442071838750", "+2904321", "+123456789012345"];

    public IReadOnlyList<string> BadAddresses =>
        ["", "14155550100", "0155512345", "+0155512345", "+1 415 555 0100", "+1-415-555-0100", "(415) 555-0100", "+1415555010012345", "+1415555010a", "tel:+14155550100", "+", "+1", "alice@example.com"];

    public override IReadOnlyDictionary<Type, string> NotApplicable { get; } = new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "Twilio's Messages resource takes one recipient with a request.",
    };

    public override IChannelPlugin CreatePlugin() => new TwilioPlugin();

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var fake = await TwilioFake.StartAsync(cancellationToken);
        return new(
            fake.BaseUrl,
            () => fake.Texts.Select(static text => new ReceivedMessage { DeliveryId = text.Fields["Body"].Split(' ')[^1], IdempotencyToken = text.IdempotencyKey }),
            fake);
    }

    public override object Settings(Uri server) => Settings(server, TwilioFake.AuthToken, TwilioFake.ApiKeySecret);

    public override object? WrongCredentials(Uri server) => Settings(server, TwilioFake.AuthToken, "a-secret-that-nobody-gave");

    public override string? RefusedAddress(Uri server) => "+15005550001";

    public override string ErrorBody(int status, string message) => JsonSerializer.Serialize(new { code = 29_999, message, status });

    public object OtherSecret(Uri server) => Settings(server, "another-auth-token-000", TwilioFake.ApiKeySecret);

    public CallbackRequest Sign(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var fields = Encoding.UTF8.GetString(body.Span).Split('&', StringSplitOptions.RemoveEmptyEntries).Select(static pair => pair.Split('=', 2))
            .Select(static pair => (Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : ""));
        var callback = FakeCallback.Form(((ICallbackCases)this).CallbackUrl, body.ToArray(), fields);
        return new() { Method = "POST", Url = callback.Url, Headers = callback.Headers, Body = callback.Body };
    }

    private static object Settings(Uri server, string authToken, string apiKeySecret) => new
    {
        accountSid = TwilioFake.AccountSid,
        authToken,
        apiKeySid = TwilioFake.ApiKeySid,
        apiKeySecret,
        from = TwilioFake.From,
        baseUrl = server,
    };
}

public sealed class TwilioManifest : ManifestContract<TwilioUnderTest>;

public sealed class TwilioSend : SendContract<TwilioUnderTest>;

public sealed class TwilioCancellation : CancellationContract<TwilioUnderTest>;

public sealed class TwilioTimeout : TimeoutContract<TwilioUnderTest>;

public sealed class TwilioErrorClass : ErrorClassContract<TwilioUnderTest>;

public sealed class TwilioSecrecy : SecrecyContract<TwilioUnderTest>;

public sealed class TwilioIdempotency : IdempotencyContract<TwilioUnderTest>;

public sealed class TwilioUnload : UnloadContract<TwilioUnderTest>;

public sealed class TwilioVerify : VerifyContract<TwilioUnderTest>;

public sealed class TwilioHealth : HealthContract<TwilioUnderTest>;

public sealed class TwilioCallback : CallbackContract<TwilioUnderTest>;

public sealed class TwilioEndpoint : EndpointContract<TwilioUnderTest>;

public sealed class TwilioComplete : ContractCompleteness<TwilioUnderTest>;
