using System.Net.Http.Headers;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>Sends e-mail through one SendGrid account.</summary>
internal sealed class SendGridProvider : IChannelProvider, IBatchSend, IVerifyCredentials, IReceiveCallbacks, IHealthProbe
{
    private const int LargestBatch = 100; // SendGrid takes 1,000, but messages of different content need a request each within the same time
    private const int RequestsAtOnce = 8; // of one batch
    private const string JsonType = "application/json; charset=utf-8";
    private readonly HttpClient _http;
    private readonly Uri _send;
    private readonly string _authorization; // written once for all sends
    private readonly MailWriter _writer;
    private readonly SendGridOutcome _outcome;
    private readonly SendGridCheck _check;
    private readonly EventWebhook _webhook;

    public SendGridProvider(SendGridSettings settings, ProviderContext context)
    {
        _http = ProviderHttp.CreateClient(context, settings.BaseUrl);
        _send = new Uri(settings.BaseUrl, "v3/mail/send");
        var authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
        _authorization = authorization.ToString();
        _writer = new MailWriter(settings);
        _outcome = new SendGridOutcome(settings, context.TimeProvider);
        _check = new SendGridCheck(_http, settings, authorization, context.TimeProvider);
        _webhook = new EventWebhook(settings.WebhookPublicKey, context.TimeProvider, context.Log);
    }

    public int MaxBatchSize => LargestBatch;

    public ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken) =>
        message is EmailMessage email ? SendAsync([email], cancellationToken) : new(WrongFamily(message));

    /// <summary>Messages that differ in nothing but recipient, subject and header fields share a request; one that is refused is taken apart.</summary>
    public async ValueTask<IReadOnlyList<SendOutcome>> SendBatchAsync(IReadOnlyList<ChannelMessage> messages, CancellationToken cancellationToken)
    {
        if (messages.Count is 0 or > LargestBatch)
            throw new ArgumentException($"A batch has 1 to {LargestBatch} messages, not {messages.Count}.", nameof(messages));

        var outcomes = new SendOutcome[messages.Count];
        var requests = new List<MailGroup>();
        for (var i = 0; i < messages.Count; i++)
        {
            if (messages[i] is EmailMessage email)
                MailGroup.Add(requests, email, i);
            else
                outcomes[i] = WrongFamily(messages[i]);
        }

        var refused = new MailGroup[requests.Count];
        var limit = new ParallelOptions { MaxDegreeOfParallelism = RequestsAtOnce, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, requests.Count, limit, async (number, token) =>
        {
            var group = requests[number];
            var outcome = await SendAsync(group.Messages, token);
            if (outcome is SendOutcome.Rejected && group.Messages.Length > 1)
                refused[number] = group;
            else
                group.Tell(outcome, outcomes);
        });

        var alone = refused.Where(static group => group is not null).SelectMany(static group => group.Apart());
        await Parallel.ForEachAsync(alone, limit, async (group, token) => group.Tell(await SendAsync(group.Messages, token), outcomes));
        return outcomes;
    }

    public ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken) => _check.VerifyAsync(cancellationToken);

    public ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken) => _check.ProbeAsync(cancellationToken);

    public ValueTask<CallbackResult> ReceiveAsync(CallbackRequest request, CancellationToken cancellationToken) => new(_webhook.Receive(request));

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<SendOutcome> SendAsync(EmailMessage[] messages, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadOnlyMemory<byte> body;
        try
        {
            body = _writer.Write(messages);
        }
        catch (MailFaultException fault)
        {
            return fault.ToOutcome();
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, _send) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", JsonType);
        if (messages[0].Credentials is { } own)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", own.Password);
        else
            request.Headers.TryAddWithoutValidation("Authorization", _authorization);
        return await ProviderHttp.SendAsync(_http, request, (response, token) => _outcome.OfAsync(response, messages, token), cancellationToken);
    }

    private static SendOutcome.Rejected WrongFamily(ChannelMessage message) =>
        new() { Code = "wrong-family", Reason = $"SendGrid sends e-mail, not {message.GetType().Name}." };
}
