using System.Text.Json;
using Notify.Channels.Fcm;
using Notify.Channels.Sdk;
using Notify.Channels.Testing;
using Notify.Channels.Tests.Fcm;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Fcm;

namespace Notify.Channels.Tests.Conformance;

public sealed class FcmUnderTest : HttpChannelUnderTest, IEndpointCases
{
    private readonly Dictionary<Uri, FcmFake> _fakes = [];
    private readonly FcmFake _tokens = Fakes.Start(static token => FcmFake.StartAsync(null, token)); // for servers that fail, which know no tokens

    public FcmUnderTest() => _tokens.ChecksTime = false; // some contracts move the clock

    public override string EntryAssembly => BuiltPlugin.EntryAssembly("Notify.Channels.Fcm");

    public override IReadOnlyDictionary<string, string> HostOptions => FakeCertificate.HostOptions;

    public override IReadOnlyCollection<string> MoreSecrets => [JsonSerializer.Deserialize<JsonElement>(_tokens.ServiceAccountJson).GetProperty("private_key").GetString()!];

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "Google switched the batch door off; HTTP/2 carries single messages side by side.",
        [typeof(IdempotencyContract<>)] = "HTTP v1 knows no idempotency token; a second attempt shows a second notification unless both have a collapse key.",
        [typeof(CallbackContract<>)] = "FCM tells deliveries to BigQuery only.",
    };

    public IReadOnlyList<string> GoodAddresses => [FcmSetup.Token, FcmSetup.Token + "-more"];

    public IReadOnlyList<string> BadAddresses => ["", "token", new('a', 64), new('a', 160), FcmSetup.Token + " ", "{\"endpoint\":\"https://x\"}"];

    public override IChannelPlugin CreatePlugin() => new FcmPlugin();

    public override object Settings(Uri server) => new { serviceAccount = Account(server), baseUrl = server };

    public override object WrongCredentials(Uri server) => new
    {
        serviceAccount = Account(server).Replace("notify@notify-test", "another@notify-test", StringComparison.Ordinal), baseUrl = server,
    };

    public override string Address(int number, Uri server) => $"{FcmSetup.Token}-{number}";

    public override string RefusedAddress(Uri server)
    {
        _fakes[server].Unregister(FcmSetup.Token + "-gone");
        return FcmSetup.Token + "-gone";
    }

    public override string ErrorBody(int status, string message) => FcmFake.Error(status, Canonical(status), null, message).BodyText;

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var fake = await FcmFake.StartAsync(null, cancellationToken);
        _fakes[fake.BaseUrl] = fake;
        return new(
            fake.BaseUrl,
            () => fake.Sends.Where(static send => !send.Text.Contains("validate_only", StringComparison.Ordinal))
                .Select(static send => new ReceivedMessage { DeliveryId = Fakes.DeliveryIdIn(send.Text) }),
            fake);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _tokens.DisposeAsync();
    }

    private string Account(Uri server) => _fakes.GetValueOrDefault(server, _tokens).ServiceAccountJson;

    private static string Canonical(int status) => status switch
    {
        400 => "INVALID_ARGUMENT",
        401 => "UNAUTHENTICATED",
        403 => "PERMISSION_DENIED",
        404 => "NOT_FOUND",
        429 => "RESOURCE_EXHAUSTED",
        500 => "INTERNAL",
        503 => "UNAVAILABLE",
        _ => "UNKNOWN",
    };
}

public sealed class FcmManifest : ManifestContract<FcmUnderTest>;

public sealed class FcmSend : SendContract<FcmUnderTest>;

public sealed class FcmCancellation : CancellationContract<FcmUnderTest>;

public sealed class FcmTimeout : TimeoutContract<FcmUnderTest>;

public sealed class FcmErrorClass : ErrorClassContract<FcmUnderTest>;

public sealed class FcmSecrecy : SecrecyContract<FcmUnderTest>;

public sealed class FcmVerify : VerifyContract<FcmUnderTest>;

public sealed class FcmHealth : HealthContract<FcmUnderTest>;

public sealed class FcmUnload : UnloadContract<FcmUnderTest>;

public sealed class FcmEndpoints : EndpointContract<FcmUnderTest>;

public sealed class FcmComplete : ContractCompleteness<FcmUnderTest>;
