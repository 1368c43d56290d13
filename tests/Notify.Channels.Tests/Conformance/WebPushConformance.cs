using System.Collections.Concurrent;
using Notify.Channels.Sdk;
using Notify.Channels.Testing;
using Notify.Channels.Tests.WebPush;
using Notify.Channels.WebPush;
using Notify.ProviderFakes;
using Notify.ProviderFakes.WebPush;

namespace Notify.Channels.Tests.Conformance;

public sealed class WebPushUnderTest : HttpChannelUnderTest, IEndpointCases
{
    private readonly Dictionary<Uri, WebPushFake> _fakes = [];
    private readonly ConcurrentDictionary<(int, Uri), FakeBrowser> _browsers = [];

    public override bool HasBaseUrl => false;

    public override bool ChecksOffline => true;

    public override string EntryAssembly => BuiltPlugin.EntryAssembly("Notify.Channels.WebPush");

    public override IReadOnlyDictionary<string, string> HostOptions => FakeCertificate.HostOptions;

    public override IReadOnlyCollection<string> NotSecret => ["vapidPublicKey"];

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "Each message has an endpoint of its own.",
        [typeof(IdempotencyContract<>)] = "RFC 8030 knows no idempotency token; a second attempt shows a second notification unless both have a collapse key.",
        [typeof(CallbackContract<>)] = "The browsers' push services send no receipts.",
    };

    public IReadOnlyList<string> GoodAddresses => [.. Enumerable.Range(1, 3).Select(number => Address(number, new("https://push.example.com/")))];

    public IReadOnlyList<string> BadAddresses => ["", "token", "{}", "[]", "https://push.example.com/x", new('a', 64), GoodAddresses[0].Replace("https", "http", StringComparison.Ordinal)];

    public override IChannelPlugin CreatePlugin() => new WebPushPlugin();

    public override object Settings(Uri server) => Settings(WebPushSetup.Keys.PrivateKey);

    public override object WrongCredentials(Uri server) => Settings(VapidKeys.Generate().PrivateKey);

    public override string Address(int number, Uri server) => _browsers.GetOrAdd(
        (number, server), key => _fakes.TryGetValue(key.Item2, out var fake) ? fake.Subscribe() : new FakeBrowser(new(key.Item2, $"push/{key.Item1}"))).Subscription;

    public override string RefusedAddress(Uri server)
    {
        var browser = _fakes[server].Subscribe();
        _fakes[server].Unsubscribe(browser);
        return browser.Subscription;
    }

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var fake = await WebPushFake.StartAsync(null, cancellationToken);
        _fakes[fake.BaseUrl] = fake;
        return new(
            fake.BaseUrl,
            () => from push in fake.Requests
                  from browser in _browsers.Values
                  where browser.Endpoint.AbsolutePath == push.Path
                  select new ReceivedMessage { DeliveryId = Fakes.DeliveryIdIn(browser.Decrypt(push.Body)) },
            fake);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        foreach (var browser in _browsers.Values)
            browser.Dispose();
    }

    private static object Settings(string privateKey) => new
    {
        vapidPublicKey = WebPushSetup.Keys.PublicKey, vapidPrivateKey = privateKey, subject = "mailto:ops@example.com", allowedHosts = new[] { "127.0.0.1" },
    };
}

public sealed class WebPushManifest : ManifestContract<WebPushUnderTest>;

public sealed class WebPushSend : SendContract<WebPushUnderTest>;

public sealed class WebPushCancellation : CancellationContract<WebPushUnderTest>;

public sealed class WebPushTimeout : TimeoutContract<WebPushUnderTest>;

public sealed class WebPushErrorClass : ErrorClassContract<WebPushUnderTest>;

public sealed class WebPushSecrecy : SecrecyContract<WebPushUnderTest>;

public sealed class WebPushVerify : VerifyContract<WebPushUnderTest>;

public sealed class WebPushHealth : HealthContract<WebPushUnderTest>;

public sealed class WebPushUnload : UnloadContract<WebPushUnderTest>;

public sealed class WebPushEndpoints : EndpointContract<WebPushUnderTest>;

public sealed class WebPushComplete : ContractCompleteness<WebPushUnderTest>;
