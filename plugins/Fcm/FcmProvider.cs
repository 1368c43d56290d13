using System.Net;
using Notify.Channels.Fcm.Tokens;
using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm;

/// <summary>Sends through one Firebase project, over a few HTTP/2 connections.</summary>
internal sealed class FcmProvider : IChannelProvider, IVerifyCredentials, IHealthProbe
{
    private const string Json = "application/json; charset=utf-8";

    /// <summary>Checked by FCM, sent to nobody.</summary>
    private static readonly byte[] DryRun = """{"validate_only":true,"message":{"topic":"notify-credential-check","notification":{"body":"check"}}}"""u8.ToArray();

    private readonly TimeProvider _timeProvider;
    private readonly HttpClient _http;
    private readonly FcmSettings? _settings;
    private readonly AccessTokens? _tokens;
    private readonly SendOutcome.Misconfigured? _fault;
    private readonly Func<HttpResponseMessage, CancellationToken, ValueTask<SendOutcome>> _read;

    public FcmProvider(ProviderContext context)
    {
        _timeProvider = context.TimeProvider;
        _http = ProviderHttp.CreateClient(context);
        _read = (response, cancellationToken) => FcmAnswer.ReadAsync(response, _timeProvider, cancellationToken);
        try
        {
            _settings = FcmSettings.Read(context.Settings);
            _tokens = new(_http, _settings.Account, _timeProvider);
        }
        catch (FormatException exception) // said when it is verified, and to every message until it is mended
        {
            _fault = new() { Code = "invalid-service-account", Reason = exception.Message };
        }
    }

    public ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not PushMessage push)
            return new(new SendOutcome.Rejected { Code = "wrong-family", Reason = "FCM carries push messages." });

        return FcmPayload.FindFault(push) is { } fault ? new(fault) : PostAsync(FcmPayload.Write(push, _timeProvider.GetUtcNow()), cancellationToken);
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
        _tokens?.Dispose();
        _http.Dispose();
        _settings?.Account.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>A refused access token is replaced once: it may have been revoked before its time.</summary>
    private async ValueTask<SendOutcome> PostAsync(ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_tokens is null || _settings is null)
            return _fault!; // one of the two is always set

        var grant = await _tokens.GetAsync(cancellationToken);
        if (grant.Refusal is not null)
            return grant.Refusal;

        var outcome = await PostAsync(body, _settings.SendUri, grant.Authorization, cancellationToken);
        if (outcome is not SendOutcome.Misconfigured { Code: FcmAnswer.Unauthenticated })
            return outcome;

        _tokens.Forget(grant);
        grant = await _tokens.GetAsync(cancellationToken);
        return grant.Refusal ?? await PostAsync(body, _settings.SendUri, grant.Authorization, cancellationToken);
    }

    private async ValueTask<SendOutcome> PostAsync(
        ReadOnlyMemory<byte> body, Uri uri, string? authorization, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
            Content = new ReadOnlyMemoryContent(body),
        };
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", Json);
        return await ProviderHttp.SendAsync(_http, request, _read, cancellationToken);
    }

    private async ValueTask<(string? Code, string Detail)> AskAsync(CancellationToken cancellationToken) => await PostAsync(DryRun, cancellationToken) switch
    {
        SendOutcome.Accepted => (null, "Google gave an access token, and FCM took a message for checking only."),
        SendOutcome.Misconfigured it => (it.Code, it.Reason ?? it.Code),
        SendOutcome.Transient it => (it.Code, it.Reason ?? it.Code),
        SendOutcome.Ambiguous it => (it.Code, it.Reason ?? it.Code),
        SendOutcome.EndpointGone it => (it.Code, it.Reason ?? it.Code),
        SendOutcome.Rejected it => (it.Code, it.Reason),
        SendOutcome.Throttled it => (it.Code, "FCM asks to slow down."),
        var other => throw new InvalidOperationException($"No case for {other.GetType().Name}."),
    };
}
