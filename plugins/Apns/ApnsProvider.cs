using System.Net;
using Notify.Channels.Sdk;

namespace Notify.Channels.Apns;

/// <summary>Sends for one app over one HTTP/2 connection, as Apple asks: it takes many connections in short time for an attack.</summary>
internal sealed class ApnsProvider : IChannelProvider, IVerifyCredentials, IHealthProbe
{
    private const string Json = "application/json";
    private static readonly UriCreationOptions AsItIs = new() { DangerousDisablePathAndQueryCanonicalization = true }; // digits need no escaping
    private static readonly byte[] NoPayload = """{"aps":{}}"""u8.ToArray();

    /// <summary>Of no device: Apple looks at the provider token and the topic first, and refuses this afterwards.</summary>
    private static readonly string NoDevice = new('0', 64);

    private readonly TimeProvider _timeProvider;
    private readonly HttpClient _http;
    private readonly string _devices;
    private readonly string _host;
    private readonly string _bundleId;
    private readonly ProviderTokens? _tokens;
    private readonly SendOutcome.Misconfigured? _fault;
    private readonly Func<HttpResponseMessage, CancellationToken, ValueTask<SendOutcome>> _read;

    public ApnsProvider(ProviderContext context)
    {
        var settings = ApnsSettings.Read(context.Settings);
        _timeProvider = context.TimeProvider;
        _devices = new Uri(settings.BaseUrl, "3/device/").AbsoluteUri;
        _host = settings.BaseUrl.Host;
        _bundleId = settings.BundleId;
        _http = ProviderHttp.CreateClient(context, configure: static handler =>
        {
            handler.EnableMultipleHttp2Connections = false; // Apple opens a connection with one stream, and allows hundreds after the first answer
            handler.PooledConnectionLifetime = TimeSpan.FromHours(1);
            handler.PooledConnectionIdleTimeout = TimeSpan.FromHours(1);
            handler.KeepAlivePingDelay = TimeSpan.FromMinutes(1);
            handler.KeepAlivePingTimeout = TimeSpan.FromSeconds(10); // a dead connection is found before a message is lost on it
        });
        _read = (response, cancellationToken) => ApnsAnswer.ReadAsync(response, _timeProvider, cancellationToken);
        try
        {
            _tokens = new(settings, _timeProvider);
        }
        catch (FormatException exception) // said when it is verified, and to every message until it is mended
        {
            _fault = new() { Code = "invalid-key", Reason = exception.Message };
        }
    }

    public ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not PushMessage push)
            return new(new SendOutcome.Rejected { Code = "wrong-family", Reason = "APNs carries push messages." });
        if (ApnsOverrides.Read(push.Overrides, out var aps, out var fault) is not { } type)
            return new(fault!); // one of the two is always set
        if (ApnsPayload.FindFault(push) is { } refused)
            return new(refused);
        if (push.Address.AsSpan().ContainsAnyExcept(ApnsSettings.HexDigits)) // it becomes part of a path
            return new(new SendOutcome.EndpointGone { Code = ApnsAnswer.BadDeviceToken, Reason = "A device token has hexadecimal digits only." });

        var payload = ApnsPayload.Write(push, type, aps);
        return payload.Length <= type.LargestPayload ? PostAsync(push, type, payload, cancellationToken) : new(new SendOutcome.Rejected
        {
            Code = "payload-too-large", Reason = $"The payload has {payload.Length} bytes; Apple takes {type.LargestPayload}.",
        });
    }

    public async ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        var (code, detail) = await AskAsync(cancellationToken);
        return new() { IsValid = code is null, Code = code, Detail = detail };
    }

    public async ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var (code, detail) = await AskAsync(cancellationToken);
        return new() { Status = code is null ? HealthStatus.Healthy : HealthStatus.Unhealthy, Code = code, Detail = detail };
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _tokens?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Apple documents no call that only checks; a push to no device is refused for its device alone when all else is right.</summary>
    private async ValueTask<(string? Code, string Detail)> AskAsync(CancellationToken cancellationToken)
    {
        var nobody = new PushMessage { DeliveryId = Guid.Empty.ToString(), Attempt = 1, Address = NoDevice, Body = "" };
        return await PostAsync(nobody, PushType.Background, NoPayload, cancellationToken) switch
        {
            SendOutcome.Accepted or SendOutcome.EndpointGone => (null, $"{_host} knows the key and the bundle id."),
            SendOutcome.Misconfigured it => (it.Code, it.Reason ?? it.Code),
            SendOutcome.Transient it => (it.Code, it.Reason ?? it.Code),
            SendOutcome.Ambiguous it => (it.Code, it.Reason ?? it.Code),
            SendOutcome.Rejected it => (it.Code, it.Reason),
            SendOutcome.Throttled it => (it.Code, "Apple asks to slow down."),
            var other => throw new InvalidOperationException($"No case for {other.GetType().Name}."),
        };
    }

    private async ValueTask<SendOutcome> PostAsync(PushMessage message, PushType type, ReadOnlyMemory<byte> payload, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_tokens is null)
            return _fault!; // one of the two is always set

        var token = _tokens.Get();
        var outcome = await PostAsync(message, type, payload, token, cancellationToken);
        return outcome is SendOutcome.Misconfigured { Code: ApnsAnswer.ExpiredProviderToken } && _tokens.Replace(token) is { } fresh
            ? await PostAsync(message, type, payload, fresh, cancellationToken) : outcome;
    }

    private async ValueTask<SendOutcome> PostAsync(
        PushMessage message, PushType type, ReadOnlyMemory<byte> payload, ProviderToken token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_devices + message.Address, AsItIs))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(payload),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Json);
        var headers = request.Headers;
        headers.TryAddWithoutValidation("authorization", token.Authorization);
        headers.TryAddWithoutValidation("apns-id", ApnsHeaders.Id(message.DeliveryId));
        headers.TryAddWithoutValidation("apns-topic", _bundleId + type.TopicSuffix);
        headers.TryAddWithoutValidation("apns-push-type", type.Name);
        headers.TryAddWithoutValidation("apns-priority", ApnsHeaders.Priority(message.Priority, type));
        if (ApnsHeaders.Expiration(message, _timeProvider.GetUtcNow()) is { } expiration)
            headers.TryAddWithoutValidation("apns-expiration", expiration);
        if (message.CollapseKey is { } key)
            headers.TryAddWithoutValidation("apns-collapse-id", ApnsHeaders.CollapseId(key));
        return await ProviderHttp.SendAsync(_http, request, _read, cancellationToken);
    }
}
