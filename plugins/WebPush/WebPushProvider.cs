using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using Notify.Channels.Push;
using Notify.Channels.Sdk;
using Notify.Channels.WebPush.Encryption;
using Notify.Channels.WebPush.Vapid;

namespace Notify.Channels.WebPush;

/// <summary>Posts encrypted messages to the endpoints that browsers gave their sites.</summary>
internal sealed class WebPushProvider : IChannelProvider, IVerifyCredentials, IHealthProbe
{
    private const string Octets = "application/octet-stream";
    private const int LongestTopic = 32; // RFC 8030 section 5.4
    private const long LongestSeconds = 2_419_200; // four weeks, what the services keep
    private static readonly SearchValues<char> TopicCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
    private static readonly SendOutcome InvalidSubscription =
        new SendOutcome.EndpointGone { Code = "invalid-subscription", Reason = $"The address must be {PushSubscription.Form}." };

    private readonly WebPushSettings _settings;
    private readonly bool _allowsPlain;
    private readonly TimeProvider _timeProvider;
    private readonly HttpClient _http;
    private readonly VapidTokens? _tokens;
    private readonly SendOutcome.Misconfigured? _fault;
    private readonly Func<HttpResponseMessage, CancellationToken, ValueTask<SendOutcome>> _readTrusted;
    private readonly Func<HttpResponseMessage, CancellationToken, ValueTask<SendOutcome>> _readStranger;

    public WebPushProvider(ProviderContext context)
    {
        _settings = WebPushSettings.Read(context.Settings);
        _allowsPlain = context.HostOptions.TryGetValue("AllowPrivateNetworks", out var value) && bool.TryParse(value, out var isSet) && isSet; // in development
        _timeProvider = context.TimeProvider;
        _http = ProviderHttp.CreateClient(context);
        _readTrusted = (response, _) => new(WebPushOutcome.Of(response, isTrusted: true, _timeProvider));
        _readStranger = (response, _) => new(WebPushOutcome.Of(response, isTrusted: false, _timeProvider));
        try
        {
            _tokens = new(_settings, _timeProvider);
        }
        catch (FormatException exception) // said when it is verified, and to every message until it is mended
        {
            _fault = new() { Code = "invalid-vapid-keys", Reason = exception.Message };
        }
    }

    public ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (message is not PushMessage push)
            return new(new SendOutcome.Rejected { Code = "wrong-family", Reason = "Web Push carries push messages." });
        if (_tokens is null)
            return new(_fault!); // one of the two is always set
        if (WebPushPayload.FindFault(push.Overrides) is { } fault)
            return new(fault);
        if (!PushSubscription.TryRead(push.Address, out var subscription) || !(subscription.IsSecure || _allowsPlain))
            return new(InvalidSubscription);
        if (!_settings.Services.Allows(subscription.Endpoint.IdnHost))
            return new(new SendOutcome.Rejected { Code = "host-not-allowed", Reason = "The subscription's push service is not among the integration's allowedHosts." });

        var payload = WebPushPayload.Write(push);
        if (payload.Length > MessageEncryption.LargestPlaintext)
        {
            var reason = $"The message has {payload.Length} bytes; a push service takes {MessageEncryption.LargestPlaintext} before encryption.";
            return new(new SendOutcome.Rejected { Code = "payload-too-large", Reason = reason });
        }

        byte[] body;
        try
        {
            body = MessageEncryption.Encrypt(payload.Span, subscription);
        }
        catch (CryptographicException) // its key is no point of the curve
        {
            return new(InvalidSubscription);
        }

        return PostAsync(push, subscription, body, _tokens.Authorization(subscription.Origin), cancellationToken);
    }

    public ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new VerificationResult { IsValid = _fault is null, Code = _fault?.Code, Detail = _fault?.Reason ?? "The VAPID keys belong together. No push service was asked." });
    }

    public ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new(new HealthReport
        {
            Status = _fault is null ? HealthStatus.Healthy : HealthStatus.Unhealthy,
            Code = _fault?.Code,
            Detail = _fault?.Reason ?? "The VAPID keys belong together. No push service was asked.",
        });
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        _tokens?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<SendOutcome> PostAsync(
        PushMessage message, PushSubscription subscription, byte[] body, string authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, subscription.Endpoint)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ByteArrayContent(body),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Octets);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", "aes128gcm");
        var headers = request.Headers;
        headers.TryAddWithoutValidation("Authorization", authorization);
        headers.TryAddWithoutValidation("TTL", TimeToLive(message));
        headers.TryAddWithoutValidation("Urgency", message.Priority switch { >= MessagePriority.High => "high", MessagePriority.Low => "low", _ => "normal" });
        if (message.CollapseKey is { } key)
            headers.TryAddWithoutValidation("Topic", PushRules.CollapseKey(key, LongestTopic, TopicCharacters));
        var read = _settings.Services.Trusts(subscription.Endpoint.IdnHost) ? _readTrusted : _readStranger;
        return WebPushOutcome.OfSubscriber(await ProviderHttp.SendAsync(_http, request, read, cancellationToken));
    }

    private string TimeToLive(PushMessage message)
    {
        var seconds = PushRules.TimeToLive(message, _timeProvider.GetUtcNow()) is { } time ? Math.Min((long)time.TotalSeconds, LongestSeconds) : _settings.TimeToLiveSeconds;
        return seconds.ToString(CultureInfo.InvariantCulture);
    }
}
