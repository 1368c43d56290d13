using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Notify.Channels.Sdk;

namespace Notify.Channels.Webhook;

/// <summary>Posts messages to the endpoints of recipients.</summary>
internal sealed class WebhookProvider : IChannelProvider
{
    private const int LargestAnswerRead = 64 * 1024; // of an answer nobody looks at, only to use the connection again
    private readonly WebhookSettings _settings;
    private readonly WebhookSigner _signer;
    private readonly TimeProvider _timeProvider;
    private readonly HttpMessageInvoker _http;

    public WebhookProvider(WebhookSettings settings, GuardedDialer dialer, TimeProvider timeProvider)
    {
        _settings = settings;
        _signer = new(settings.Secrets);
        _timeProvider = timeProvider;
        _http = new(new SocketsHttpHandler
        {
            ConnectCallback = dialer.DialAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null, // the message brings its own traceparent
            MaxResponseDrainSize = LargestAnswerRead,
            MaxResponseHeadersLength = 32, // in KiB
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // so that changed names are noticed
        });
    }

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not WebhookMessage webhook)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = $"A webhook carries webhook messages, not {message.GetType().Name}." };

        if (!Uri.TryCreate(webhook.Address, UriKind.Absolute, out var uri)
            || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp) || uri.Host.Length == 0 || uri.UserInfo.Length > 0)
        {
            return new SendOutcome.Rejected { Code = "invalid-url", Reason = "The address must be an absolute http or https URL without user name and password." };
        }

        using var request = Request(webhook, uri);
        using var budget = new CancellationTokenSource(_settings.Timeout, _timeProvider);
        await using var ending = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), budget); // passed here
        try
        {
            using var response = await _http.SendAsync(request, budget.Token);
            return WebhookOutcome.Of(response, uri.Host, _timeProvider.GetUtcNow());
        }
        catch (HttpRequestException exception)
        {
            return WebhookOutcome.Of(exception, uri.Host);
        }
        catch (IOException)
        {
            return WebhookOutcome.Lost(uri.Host);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new SendOutcome.Ambiguous { Code = "timeout", Reason = $"{uri.Host} did not answer within {_settings.Timeout.TotalSeconds:0} s." };
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private HttpRequestMessage Request(WebhookMessage message, Uri uri)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(message.Payload) { Headers = { ContentType = new MediaTypeHeaderValue("application/json", "utf-8") } },
        };
        var timestamp = _timeProvider.GetUtcNow().ToUnixTimeSeconds();
        var headers = request.Headers;
        headers.TryAddWithoutValidation("User-Agent", _settings.UserAgent);
        headers.TryAddWithoutValidation("Idempotency-Key", message.DeliveryId);
        headers.TryAddWithoutValidation("webhook-id", message.DeliveryId);
        headers.TryAddWithoutValidation("webhook-timestamp", timestamp.ToString(CultureInfo.InvariantCulture));
        if (_signer.HasKeys)
            headers.TryAddWithoutValidation("webhook-signature", _signer.Sign(message.DeliveryId, timestamp, message.Payload.Span));
        if (message.TraceParent is not null)
            headers.TryAddWithoutValidation("traceparent", message.TraceParent);
        return request;
    }
}
