using System.Globalization;
using System.Net;
using Notify.Channels.Sdk;

namespace Notify.Channels.Webhook;

/// <summary>Posts messages to the endpoints of recipients.</summary>
internal sealed class WebhookProvider : IChannelProvider
{
    private const string Json = "application/json; charset=utf-8";
    private readonly WebhookSettings _settings;
    private readonly WebhookSigner _signer;
    private readonly TimeProvider _timeProvider;
    private readonly HttpClient _http;

    /// <summary>Makes a provider, which disposes <paramref name="http"/> with itself.</summary>
    public WebhookProvider(WebhookSettings settings, HttpClient http, TimeProvider timeProvider)
    {
        _settings = settings;
        _signer = new(settings.Secrets);
        _timeProvider = timeProvider;
        _http = http;
    }

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not WebhookMessage webhook)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = $"A webhook carries webhook messages, not {message.GetType().Name}." };

        if (!WebhookAddress.TryParse(webhook.Address, out var uri))
            return new SendOutcome.Rejected { Code = "invalid-url", Reason = $"The address must be {WebhookAddress.Rule}." };

        using var request = Request(webhook, uri);
        using var budget = new CancellationTokenSource(_settings.Timeout, _timeProvider);
        await using var ending = cancellationToken.UnsafeRegister(static state => ((CancellationTokenSource)state!).Cancel(), budget); // passed here
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, budget.Token);
            return WebhookOutcome.Of(response, uri.Host, _timeProvider);
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
            Content = new ReadOnlyMemoryContent(message.Payload),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Json);
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
