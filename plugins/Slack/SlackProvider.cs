using System.Net.Http.Headers;
using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>Sends messages to Slack: to conversations as a bot, to incoming webhooks by their URL.</summary>
internal sealed class SlackProvider : IChannelProvider, IVerifyCredentials, IHealthProbe
{
    private const string JsonType = "application/json; charset=utf-8";
    private readonly SlackSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly HttpClient _http;
    private readonly Uri _postMessage;
    private readonly string? _authorization; // written once for all sends
    private readonly string? _templateFault;
    private readonly SlackPayload _payload;
    private readonly SlackPacer _pacer;
    private readonly SlackCheck _check;

    public SlackProvider(SlackSettings settings, ProviderContext context)
    {
        _settings = settings;
        _timeProvider = context.TimeProvider;
        _http = ProviderHttp.CreateClient(context, settings.BaseUrl);
        _postMessage = new Uri(settings.BaseUrl, "chat.postMessage");
        var authorization = settings.BotToken is null ? null : new AuthenticationHeaderValue("Bearer", settings.BotToken);
        _authorization = authorization?.ToString();
        _payload = new SlackPayload(settings, BlockTemplate.Parse(settings.Blocks, out _templateFault));
        _pacer = new SlackPacer(context.TimeProvider, settings.MessagesPerSecondPerChannel);
        _check = new SlackCheck(_http, settings, authorization, _templateFault);
    }

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (message is not ChatMessage chat)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = $"Slack takes chat messages, not {message.GetType().Name}." };
        if (_templateFault is not null)
            return new SendOutcome.Misconfigured { Code = "invalid-template", Reason = _templateFault };

        var kind = SlackAddress.KindOf(chat.Address);
        var (target, fault) = Resolve(kind, chat.Address);
        if (target is null)
            return fault!; // there is one whenever there is no target

        ReadOnlyMemory<byte> body;
        try
        {
            body = _payload.Write(chat, toConversation: kind == SlackAddressKind.Conversation);
        }
        catch (SlackFaultException refusal)
        {
            return refusal.ToOutcome();
        }

        if (_pacer.Enter(chat.Address, chat.DeliveryId) is { } wait)
            return new SendOutcome.Throttled { Code = "paced", RetryAfter = wait, IsHeldBack = true };

        var outcome = await PostAsync(target, kind, body, chat.DeliveryId, cancellationToken);
        if (outcome is SendOutcome.Throttled { RetryAfter: { } asked })
            _pacer.Hold(chat.Address, asked);
        return outcome;
    }

    public ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken) => _check.VerifyAsync(cancellationToken);

    public ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken) => _check.ProbeAsync(cancellationToken);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<SendOutcome> PostAsync(
        Uri target, SlackAddressKind kind, ReadOnlyMemory<byte> body, string deliveryId, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, target) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", JsonType);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", deliveryId);
        if (kind == SlackAddressKind.Conversation)
        {
            request.Headers.TryAddWithoutValidation("Authorization", _authorization);
            return await ProviderHttp.SendAsync(_http, request, (response, token) => BotAnswer.ToOutcomeAsync(response, _timeProvider, token), cancellationToken);
        }

        var isOwn = kind == SlackAddressKind.OwnHook;
        return await ProviderHttp.SendAsync(_http, request, (response, token) => HookAnswer.ToOutcomeAsync(response, isOwn, _timeProvider, token), cancellationToken);
    }

    /// <summary>
    /// Finds where a message goes, or why nowhere. A recipient's webhook must be on the integration's server of webhooks: an address is no leave to call anywhere.
    /// </summary>
    private (Uri? Target, SendOutcome? Fault) Resolve(SlackAddressKind kind, string address) => kind switch
    {
        SlackAddressKind.Conversation => _authorization is not null
            ? (_postMessage, null)
            : (null, new SendOutcome.Misconfigured { Code = "no-bot-token", Reason = "The address needs a bot, and the integration has no botToken." }),
        SlackAddressKind.OwnHook => _settings.WebhookUrl is { } own
            ? (own, null)
            : (null, new SendOutcome.Misconfigured { Code = "no-webhook", Reason = "The address is \"default\", and the integration has no webhookUrl." }),
        SlackAddressKind.Hook => SlackAddress.HookOf(address) is { } hook && IsAllowed(hook)
            ? (hook, null)
            : (null, new SendOutcome.Rejected { Code = "foreign-webhook", Reason = "The webhook is not on the server that hooksBaseUrl names." }),
        _ => (null, new SendOutcome.EndpointGone { Code = "invalid-address", Reason = $"The address must be {SlackAddress.Rule}." }),
    };

    private bool IsAllowed(Uri hook) =>
        Uri.Compare(hook, _settings.HooksBaseUrl, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0;
}
