using Notify.Channels.Apns;
using Notify.Channels.Sdk;
using Notify.Channels.Testing;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Apns;

namespace Notify.Channels.Tests.Conformance;

public sealed class ApnsUnderTest : HttpChannelUnderTest, IEndpointCases
{
    private readonly Dictionary<Uri, ApnsFake> _fakes = [];

    public override string EntryAssembly => BuiltPlugin.EntryAssembly("Notify.Channels.Apns");

    public override IReadOnlyDictionary<string, string> HostOptions => FakeCertificate.HostOptions;

    public override IReadOnlyCollection<string> MoreSecrets => [ApnsFake.KeyPem.Split('\n')[1]];

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "Apple takes one notification a request; HTTP/2 carries them side by side.",
        [typeof(CallbackContract<>)] = "Apple tells no deliveries.",
    };

    public IReadOnlyList<string> GoodAddresses => [new('a', 64), new('A', 64), new('0', 160), new('9', 200)];

    public IReadOnlyList<string> BadAddresses => ["", "token", new('a', 63), new('a', 65), new('g', 64), new('a', 202), new string('a', 64) + " ", "{\"endpoint\":\"https://x\"}"];

    public override IChannelPlugin CreatePlugin() => new ApnsPlugin();

    public override object Settings(Uri server) => Settings(server, ApnsFake.KeyId);

    public override object WrongCredentials(Uri server) => Settings(server, "OTHERKEY12");

    public override string Address(int number, Uri server) => number.ToString("x64", System.Globalization.CultureInfo.InvariantCulture);

    public override string RefusedAddress(Uri server)
    {
        _fakes[server].Unregister(new('d', 64));
        return new('d', 64);
    }

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var fake = await ApnsFake.StartAsync(null, cancellationToken);
        _fakes[fake.BaseUrl] = fake;
        return new(
            fake.BaseUrl,
            () => fake.Requests.Where(static push => push.Header("apns-push-type") == "alert")
                .Select(static push => new ReceivedMessage { DeliveryId = Fakes.DeliveryIdIn(push.Text), IdempotencyToken = push.Header("apns-id") }),
            fake);
    }

    private static object Settings(Uri server, string keyId) =>
        new { teamId = ApnsFake.TeamId, keyId, key = ApnsFake.KeyPem, bundleId = ApnsFake.BundleId, baseUrl = server };
}

public sealed class ApnsManifest : ManifestContract<ApnsUnderTest>;

public sealed class ApnsSend : SendContract<ApnsUnderTest>;

public sealed class ApnsCancellation : CancellationContract<ApnsUnderTest>;

public sealed class ApnsTimeout : TimeoutContract<ApnsUnderTest>;

public sealed class ApnsErrorClass : ErrorClassContract<ApnsUnderTest>;

public sealed class ApnsSecrecy : SecrecyContract<ApnsUnderTest>;

public sealed class ApnsIdempotency : IdempotencyContract<ApnsUnderTest>;

public sealed class ApnsVerify : VerifyContract<ApnsUnderTest>;

public sealed class ApnsHealth : HealthContract<ApnsUnderTest>;

public sealed class ApnsUnload : UnloadContract<ApnsUnderTest>;

public sealed class ApnsEndpoints : EndpointContract<ApnsUnderTest>;

public sealed class ApnsComplete : ContractCompleteness<ApnsUnderTest>;
