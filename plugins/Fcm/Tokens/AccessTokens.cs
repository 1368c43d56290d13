using System.Net.Http.Headers;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm.Tokens;

/// <summary>Keeps one access token for all sends, and fetches the next one once, however many wait for it (RFC 7523 section 2.1).</summary>
internal sealed class AccessTokens(HttpClient http, ServiceAccount account, TimeProvider timeProvider) : IDisposable
{
    private const int LargestAnswerRead = 64 * 1024;
    private static readonly TimeSpan RefreshBefore = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan FetchLimit = TimeSpan.FromSeconds(10);
    private readonly CancellationTokenSource _disposed = new();
    private readonly Lock _gate = new();
    private AccessGrant? _current;
    private Task<AccessGrant>? _fetch;
    private bool _isDisposed;

    /// <summary>Gets the token to use now. Near its end the next one is fetched while the old one still serves.</summary>
    public ValueTask<AccessGrant> GetAsync(CancellationToken cancellationToken)
    {
        var current = Volatile.Read(ref _current);
        return current is not null && timeProvider.GetUtcNow() < current.RefreshAt ? new(current) : FetchOnceAsync(cancellationToken);
    }

    /// <summary>Forgets a token that Google refused; what replaced it meanwhile stays.</summary>
    public void Forget(AccessGrant refused)
    {
        lock (_gate)
        {
            if (ReferenceEquals(_current, refused))
                _current = null;
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true))
            return;
        _disposed.Cancel();
        _disposed.Dispose();
    }

    private ValueTask<AccessGrant> FetchOnceAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            var now = timeProvider.GetUtcNow();
            if (_current is not null && now < _current.RefreshAt)
                return new(_current);

            _fetch ??= FetchAsync();
            return _current is not null && now < _current.ExpiresAt ? new(_current) : new(_fetch.WaitAsync(cancellationToken));
        }
    }

    /// <summary>Belongs to no caller, so none of them can cancel it for the others.</summary>
    private async Task<AccessGrant> FetchAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding); // so that the last step finds _fetch set
        AccessGrant? grant = null;
        try
        {
            grant = await TryExchangeAsync();
            return grant;
        }
        finally
        {
            lock (_gate)
            {
                _fetch = null;
                if (grant?.Authorization is not null)
                    _current = grant;
            }
        }
    }

    private async Task<AccessGrant> TryExchangeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(FetchLimit, timeProvider);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, _disposed.Token);
            return await ExchangeAsync(either.Token);
        }
        catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
        {
            return Refused(new SendOutcome.Transient { Code = "token-timeout", Reason = "Google's token endpoint did not answer in time." });
        }
        catch (HttpRequestException exception)
        {
            var outcome = ProviderHttp.ToOutcome(exception);
            return Refused(outcome is SendOutcome.Ambiguous lost // of the token; the message itself was not sent
                ? new SendOutcome.Transient { Code = lost.Code, Reason = "The connection to Google's token endpoint broke." } : outcome);
        }
        catch (Exception exception) when (exception is IOException or JsonException)
        {
            return Refused(new SendOutcome.Transient { Code = "token-unreadable", Reason = "Google's token endpoint gave an answer that cannot be read." });
        }
    }

    private async Task<AccessGrant> ExchangeAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, account.TokenUri)
        {
            Content = new FormUrlEncodedContent(
            [
                new("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"),
                new("assertion", account.Sign(timeProvider.GetUtcNow())),
            ]),
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var body = await ProviderHttp.ReadBodyAsync(response, LargestAnswerRead, cancellationToken);
        if (!response.IsSuccessStatusCode)
            return Refused(Refusal(response, body));

        using var answer = JsonDocument.Parse(body);
        if (answer.RootElement.ValueKind != JsonValueKind.Object || answer.RootElement.Text("access_token") is not { Length: > 0 } token)
            throw new JsonException("The answer has no access_token.");

        var lifetime = TimeSpan.FromSeconds(Math.Clamp(answer.RootElement.Number("expires_in", 3_600), 1, 86_400));
        var expiresAt = timeProvider.GetUtcNow() + lifetime;
        return new()
        {
            Authorization = new AuthenticationHeaderValue("Bearer", token).ToString(),
            ExpiresAt = expiresAt,
            RefreshAt = expiresAt - (lifetime > 2 * RefreshBefore ? RefreshBefore : lifetime / 2),
        };
    }

    private SendOutcome Refusal(HttpResponseMessage response, ReadOnlyMemory<byte> body)
    {
        var status = (int)response.StatusCode;
        if (status is 408 or 429 or >= 500)
        {
            return new SendOutcome.Transient
            {
                Code = $"token-http-{status}", Reason = $"Google's token endpoint answered {status}.", RetryAfter = ProviderHttp.RetryAfter(response, timeProvider),
            };
        }

        var code = OAuthCode(body);
        return new SendOutcome.Misconfigured
        {
            Code = code is null ? $"token-http-{status}" : $"oauth-{code.Replace('_', '-')}",
            Reason = $"Google's token endpoint refused the service account ({code ?? $"status {status}"}). Is its key still active, and this machine's clock right?",
        };
    }

    /// <summary>Reads the error of RFC 6749 section 5.2, which is a short word.</summary>
    private static string? OAuthCode(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var answer = JsonDocument.Parse(body);
            return answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.Text("error") is { Length: > 0 and <= 40 } code
                && code.All(static c => c is '_' or (>= 'a' and <= 'z')) ? code : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static AccessGrant Refused(SendOutcome refusal) => new() { Refusal = refusal };
}
