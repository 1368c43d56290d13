using System.Net.Http.Headers;
using System.Text;
using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>Sends text messages through one Twilio account.</summary>
internal sealed class TwilioProvider : IChannelProvider, IVerifyCredentials, IReceiveCallbacks, IHealthProbe
{
    private const string FormType = "application/x-www-form-urlencoded";
    private readonly HttpClient _http;
    private readonly Uri _messages;
    private readonly string _authorization; // written once for all sends
    private readonly MessageWriter _writer;
    private readonly TwilioOutcome _outcome;
    private readonly TwilioCheck _check;
    private readonly TwilioWebhook _webhook;

    public TwilioProvider(TwilioSettings settings, ProviderContext context)
    {
        var account = new Uri(settings.BaseUrl, $"2010-04-01/Accounts/{settings.AccountSid}");
        _http = ProviderHttp.CreateClient(context, settings.BaseUrl);
        _messages = new Uri(account.AbsoluteUri + "/Messages.json");
        var (user, password) = settings.ApiKey ?? (settings.AccountSid, settings.AuthToken);
        var authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        _authorization = authorization.ToString();
        _writer = new MessageWriter(settings, context.CallbackUrl, context.TimeProvider);
        _outcome = new TwilioOutcome(context.TimeProvider);
        _check = new TwilioCheck(_http, account, authorization, usesApiKey: settings.ApiKey is not null);
        _webhook = new TwilioWebhook(settings.AuthToken);
    }

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (message is not SmsMessage sms)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = $"Twilio sends text messages, not {message.GetType().Name}." };

        ReadOnlyMemory<byte> form;
        bool hasMedia;
        try
        {
            form = _writer.Write(sms, out hasMedia);
        }
        catch (MessageFaultException fault)
        {
            return fault.ToOutcome();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _messages) { Content = new ReadOnlyMemoryContent(form) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", FormType);
        request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        request.Headers.TryAddWithoutValidation("Idempotency-Key", sms.DeliveryId);
        int? segments = hasMedia ? null : SmsSegments.Count(sms.Text); // with media it is an MMS, which has no parts
        return await ProviderHttp.SendAsync(_http, request, (response, token) => _outcome.OfAsync(response, segments, token), cancellationToken);
    }

    public ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken) => _check.VerifyAsync(cancellationToken);

    public ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken) => _check.ProbeAsync(cancellationToken);

    public ValueTask<CallbackResult> ReceiveAsync(CallbackRequest request, CancellationToken cancellationToken) => new(_webhook.Receive(request));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }
}
