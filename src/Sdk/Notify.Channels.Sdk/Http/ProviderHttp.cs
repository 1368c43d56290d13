using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Notify.Channels.Sdk;

/// <summary>HTTP as a provider needs it: pooled connections that reach public addresses only, and answers and failures told as outcomes.</summary>
/// <remarks>
/// The operator's options of the plugin are honoured: <c>AllowPrivateNetworks</c> (<c>true</c> lets it reach addresses inside the network) and
/// <c>TrustedCertificates</c> (the path of a PEM file whose certificates are trusted instead of the system's).
/// </remarks>
public static class ProviderHttp
{
    private const string AllowPrivateNetworks = "AllowPrivateNetworks";
    private const string TrustedCertificates = "TrustedCertificates";
    private const int FirstRead = 1024; // of a body of unknown length
    private const int LargestAnswerDrained = 64 * 1024; // of an answer nobody reads on, only to use the connection again

    /// <summary>Makes a client. It follows no redirects, keeps no cookies, uses no proxy, and has no time-out of its own: the caller's token ends a call.</summary>
    /// <param name="context">The provider's context, whose host options are honoured.</param>
    /// <param name="baseAddress">The provider's URL, ending with a slash; <see langword="null"/> when every request brings a whole URL.</param>
    /// <param name="configure">Changes the connections' settings, such as <see cref="SocketsHttpHandler.MaxConnectionsPerServer"/>; not their <see cref="SocketsHttpHandler.ConnectCallback"/>.</param>
    /// <returns>A client for the provider to keep and dispose with itself.</returns>
    /// <exception cref="IOException">The file that <c>TrustedCertificates</c> names cannot be read.</exception>
    public static HttpClient CreateClient(ProviderContext context, Uri? baseAddress = null, Action<SocketsHttpHandler>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        var handler = new SocketsHttpHandler
        {
            ConnectCallback = (IsSet(context, AllowPrivateNetworks) ? GuardedDialer.Unrestricted() : GuardedDialer.PublicOnly()).DialAsync,
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            ActivityHeadersPropagator = null, // a message brings its own traceparent
            EnableMultipleHttp2Connections = true,
            MaxResponseDrainSize = LargestAnswerDrained,
            MaxResponseHeadersLength = 32, // in KiB
            PooledConnectionLifetime = TimeSpan.FromMinutes(2), // so that changed names are noticed
        };
        if (context.HostOptions.TryGetValue(TrustedCertificates, out var path))
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = Trusting(path) };

        configure?.Invoke(handler);
        return new HttpClient(handler) { BaseAddress = baseAddress, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Sends a request and has the answer read as an outcome. A connection that was never made is transient, one that broke later ambiguous.</summary>
    /// <param name="client">The provider's client.</param>
    /// <param name="request">The request; disposed by the caller.</param>
    /// <param name="read">Reads the answer, whose headers have arrived.</param>
    /// <param name="cancellationToken">Ends the call; what follows is the host's to say.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> ended.</exception>
    public static async ValueTask<SendOutcome> SendAsync(
        HttpClient client, HttpRequestMessage request, Func<HttpResponseMessage, CancellationToken, ValueTask<SendOutcome>> read, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(read);
        try
        {
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return await read(response, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException exception)
        {
            return ToOutcome(exception);
        }
        catch (IOException)
        {
            return Lost("The provider closed the connection in the middle of its answer.");
        }
    }

    /// <summary>Says what a failed request means: nothing was sent, or nobody knows.</summary>
    /// <param name="exception">What the client threw.</param>
    public static SendOutcome ToOutcome(HttpRequestException exception)
    {
        ArgumentNullException.ThrowIfNull(exception);
        if (DialRefusedException.In(exception) is { } refused)
        {
            return refused.Code == DialRefusedException.AddressNotAllowed
                ? new SendOutcome.Misconfigured { Code = refused.Code, Reason = refused.Message }
                : new SendOutcome.Transient { Code = refused.Code, Reason = refused.Message };
        }

        return exception.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError =>
                new SendOutcome.Transient { Code = "tls-failed", Reason = "No TLS connection to the provider could be made; is its certificate valid?" },
            HttpRequestError.ConnectionError => new SendOutcome.Transient { Code = "connect-failed", Reason = "No connection to the provider could be made." },
            HttpRequestError.NameResolutionError => new SendOutcome.Transient { Code = "name-resolution-failed", Reason = "The provider's name could not be resolved." },
            HttpRequestError.VersionNegotiationError => new SendOutcome.Transient { Code = "http-version", Reason = "The provider does not speak the version of HTTP that is needed." },
            _ => Lost("The connection to the provider broke before it answered."),
        };
    }

    /// <summary>
    /// Says what a status means where the provider's documentation says nothing better: 2xx accepted; 401 and 403 misconfigured; 429 throttled; 408, 425
    /// and 5xx transient; every other answer rejected. Its code is <c>http-</c> and the status unless given.
    /// </summary>
    /// <param name="response">The answer.</param>
    /// <param name="timeProvider">The clock that a date in <c>Retry-After</c> is read by.</param>
    /// <param name="code">The provider's own code of a failure; <see langword="null"/> when it gave none.</param>
    /// <param name="reason">The provider's own reason of a failure; <see langword="null"/> when it gave none.</param>
    public static SendOutcome ToOutcome(HttpResponseMessage response, TimeProvider timeProvider, string? code = null, string? reason = null)
    {
        ArgumentNullException.ThrowIfNull(response);
        var status = (int)response.StatusCode;
        code ??= $"http-{status}";
        reason ??= $"The provider answered {status}.";
        return status switch
        {
            >= 200 and < 300 => new SendOutcome.Accepted(),
            401 or 403 => new SendOutcome.Misconfigured { Code = code, Reason = reason },
            429 => new SendOutcome.Throttled { Code = code, RetryAfter = RetryAfter(response, timeProvider) },
            408 or 425 or (>= 500 and < 600) => new SendOutcome.Transient { Code = code, Reason = reason, RetryAfter = RetryAfter(response, timeProvider) },
            >= 300 and < 400 => new SendOutcome.Rejected { Code = code, Reason = $"{reason} Redirects are not followed: enter the final URL." },
            _ => new SendOutcome.Rejected { Code = code, Reason = reason },
        };
    }

    /// <summary>Reads <c>Retry-After</c> (RFC 9110 section 10.2.3), given in seconds or as a date.</summary>
    /// <param name="response">The answer.</param>
    /// <param name="timeProvider">The clock that a date is read by.</param>
    /// <returns>The time to wait, never negative; <see langword="null"/> when there is none.</returns>
    public static TimeSpan? RetryAfter(HttpResponseMessage response, TimeProvider timeProvider)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentNullException.ThrowIfNull(timeProvider);
        RetryConditionHeaderValue? value = response.Headers.RetryAfter;
        var wait = value?.Delta ?? (value?.Date - timeProvider.GetUtcNow());
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>Reads an answer's body, but never more than there is use for: whoever answers may not mean well.</summary>
    /// <param name="response">The answer, whose headers have arrived.</param>
    /// <param name="limit">The most bytes to read, from 1; the rest is not looked at.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The body, or its beginning.</returns>
    /// <exception cref="IOException">The connection broke.</exception>
    public static async ValueTask<ReadOnlyMemory<byte>> ReadBodyAsync(HttpResponseMessage response, int limit, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(response);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        var content = response.Content;
        var body = new byte[(int)Math.Min(content.Headers.ContentLength ?? FirstRead, limit)];
        var length = 0;
        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            while (true)
            {
                if (length == body.Length)
                {
                    if (length == limit || length == content.Headers.ContentLength)
                        return body;
                    Array.Resize(ref body, (int)Math.Min(Math.Max(length, FirstRead) * 2L, limit));
                }

                var read = await stream.ReadAsync(body.AsMemory(length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return body.AsMemory(0, length);
                length += read;
            }
        }
    }

    private static SendOutcome.Ambiguous Lost(string reason) => new() { Code = "connection-lost", Reason = reason };

    private static bool IsSet(ProviderContext context, string option) =>
        context.HostOptions.TryGetValue(option, out var value) && bool.TryParse(value, out var isSet) && isSet; // anything but a clear yes is a no

    private static X509ChainPolicy Trusting(string path)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.ImportFromPemFile(path);
        return policy;
    }
}
