using System.ComponentModel;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Testing.Tests.Parrot;

internal sealed partial class ParrotProvider : IChannelProvider, IBatchSend, IVerifyCredentials, IHealthProbe, IReceiveCallbacks
{
    private static readonly List<object> Kept = [];
    private static Uri? _sharedUrl;
    private readonly ProviderContext _context;
    private readonly Flaw _flaw;
    private readonly HttpClient _http;
    private readonly string _apiKey;
    private bool _isBroken;
    private bool _isDisposed;
    private bool _hasSent;

    public ParrotProvider(ProviderContext context, Flaw flaw)
    {
        _context = context;
        _flaw = context.HostOptions.TryGetValue(nameof(Flaw), out var given) ? Enum.Parse<Flaw>(given) : flaw; // a host makes the plugin without a flaw
        _apiKey = context.Settings.RequiredText("apiKey");
        var url = context.Settings.BaseUrl("baseUrl", "https://parrot.example.com/");
        _sharedUrl ??= url;
        _http = ProviderHttp.CreateClient(context, _flaw == Flaw.SharesItsServer ? _sharedUrl : url);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _apiKey);
        if (_flaw == Flaw.ConnectsInCreate)
        {
            _http.GetAsync(new Uri("status", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, new CancellationTokenSource(200).Token)
                .ContinueWith(static _ => { }, TaskScheduler.Default).Wait();
        }

        if (_flaw == Flaw.StaysInMemory)
            AppDomain.CurrentDomain.ProcessExit += (_, _) => Kept.Add(this);
    }

    public int MaxBatchSize => _flaw == Flaw.BatchesOfOne ? 1 : 10;

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not ChatMessage && _flaw != Flaw.TakesEveryFamily)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = "A parrot says chat messages." };

        if (_isBroken)
            return new SendOutcome.Transient { Code = "broken" };
        if (_flaw == Flaw.LogsTheAddress)
            _context.Log.Write(PluginLogLevel.Debug, $"Talking to {message.Address}.");
        if (_flaw == Flaw.SendsTwice)
            await PostAsync(message, cancellationToken);
        try
        {
            return await PostAsync(message, _flaw == Flaw.IgnoresTheToken ? CancellationToken.None : cancellationToken);
        }
        catch (OperationCanceledException) when (_flaw == Flaw.CallsASilentServerTransient)
        {
            return new SendOutcome.Transient { Code = "timeout" };
        }
        catch (OperationCanceledException) when (_flaw is Flaw.BreaksWhenCancelled)
        {
            _isBroken = true;
            throw;
        }
        catch (OperationCanceledException exception) when (_flaw is Flaw.ThrowsWhenCancelled)
        {
            throw new InvalidOperationException("Interrupted.", exception);
        }
    }

    public async ValueTask<IReadOnlyList<SendOutcome>> SendBatchAsync(IReadOnlyList<ChannelMessage> messages, CancellationToken cancellationToken)
    {
        if (_flaw != Flaw.TakesAnyBatchSize && (messages.Count == 0 || messages.Count > MaxBatchSize))
            throw new ArgumentException("A parrot says 1 to 10 messages at once.", nameof(messages));

        var outcomes = new SendOutcome[messages.Count];
        for (var index = 0; index < messages.Count; index++)
            outcomes[index] = await SendAsync(messages[index], cancellationToken);
        return _flaw == Flaw.BatchesOutOfOrder ? [.. outcomes.OrderBy(static outcome => outcome is SendOutcome.Accepted)] : outcomes;
    }

    public async ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        if (_flaw == Flaw.SendsToVerify)
            await PostAsync(new ChatMessage { DeliveryId = "verify", Attempt = 1, Address = "anybody", Text = "verify" }, cancellationToken);
        if (_flaw == Flaw.TrustsEveryKey)
            return new() { IsValid = true, Detail = "It will do." };

        return await GetAsync("account", cancellationToken) is { } code
            ? new() { IsValid = false, Code = code, Detail = "The parrot does not know the key." }
            : new() { IsValid = true, Detail = "The parrot knows the key." };
    }

    public async ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var code = await GetAsync("status", cancellationToken);
        return (code is null && _flaw != Flaw.IsNeverHealthy) || _flaw == Flaw.IsAlwaysHealthy
            ? new() { Status = HealthStatus.Healthy, Detail = "The parrot talks." }
            : new() { Status = HealthStatus.Unhealthy, Code = code ?? "silent", Detail = "The parrot is silent." };
    }

    public ValueTask DisposeAsync()
    {
        ObjectDisposedException.ThrowIf(_flaw == Flaw.FailsWhenDisposedTwice && (_isDisposed || _hasSent), this);
        _isDisposed = true;
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<SendOutcome> PostAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        _hasSent = true;
        if (_flaw == Flaw.ConvertsByTypeDescriptor)
            _ = TypeDescriptor.GetConverter(typeof(Flaw)).ConvertFromInvariantString(nameof(Flaw.None));
        var words = new JsonMessage(message.DeliveryId, message.Address, (message as ChatMessage)?.Text ?? "");
        using var request = new HttpRequestMessage(HttpMethod.Post, "messages")
        {
            Content = _flaw == Flaw.WritesJsonByReflection ? JsonContent.Create(words) : JsonContent.Create(words, Json.Default.JsonMessage),
        };
        request.Headers.Add("Idempotency-Key", _flaw switch
        {
            Flaw.MakesAKeyPerAttempt => $"{message.DeliveryId}-{message.Attempt}",
            Flaw.MakesOneKeyForAll => "parrot",
            _ => message.DeliveryId,
        });
        return await ProviderHttp.SendAsync(_http, request, ReadAsync, cancellationToken) switch
        {
            SendOutcome.Ambiguous { Code: "connection-lost" } when _flaw == Flaw.CallsABrokenConnectionTransient => new SendOutcome.Transient { Code = "connection-lost" },
            SendOutcome.Transient when _flaw == Flaw.CallsEveryFailureAmbiguous => new SendOutcome.Ambiguous { Code = "failed" },
            var outcome => outcome,
        };
    }

    private async ValueTask<SendOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (_flaw == Flaw.GivesUpOn503 && response.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable)
            return new SendOutcome.Rejected { Code = "http-503", Reason = "Too hard." };

        if (!response.IsSuccessStatusCode)
        {
            var words = _flaw == Flaw.RepeatsTheProvidersWords ? await response.Content.ReadAsStringAsync(cancellationToken) : null;
            var code = _flaw == Flaw.MakesACodeOfTheTime ? $"http-{Guid.CreateVersion7()}" : null;
            var outcome = ProviderHttp.ToOutcome(response, _context.TimeProvider, code, words);
            return _flaw == Flaw.ForgetsTheWait && outcome is SendOutcome.Throttled throttled ? throttled with { RetryAfter = null } : outcome;
        }

        try
        {
            var answer = await response.Content.ReadFromJsonAsync(Json.Default.JsonAnswer, cancellationToken);
            return new SendOutcome.Accepted { ProviderMessageId = answer?.Id };
        }
        catch (JsonException)
        {
            return new SendOutcome.Ambiguous { Code = "unexpected-answer", Reason = "The parrot answered 200, but not with JSON." };
        }
    }

    private async Task<string?> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var outcome = await ProviderHttp.SendAsync(
            _http, request, (response, _) => new(ProviderHttp.ToOutcome(response, _context.TimeProvider)), cancellationToken);
        return outcome switch
        {
            SendOutcome.Accepted => null,
            SendOutcome.Misconfigured misconfigured => misconfigured.Code,
            SendOutcome.Transient transient => transient.Code,
            SendOutcome.Ambiguous ambiguous => ambiguous.Code,
            _ => "unexpected-answer",
        };
    }
}
