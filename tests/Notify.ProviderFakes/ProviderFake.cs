using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Notify.ProviderFakes;

/// <summary>
/// A provider on a real socket of this machine. It answers as the provider's documentation says, unless a test scripts the next answers;
/// keeps every request; and can hold answers back.
/// </summary>
public abstract class ProviderFake : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<FakeRequest> _requests = [];
    private readonly List<(string PathPrefix, FakeAnswer Answer)> _script = [];
    private readonly List<FakeGate> _gates = [];
    private readonly WebApplication _app;
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _connections;
    private int _requestCount;

    /// <summary>Makes a fake that listens once <see cref="StartAsync"/> was called.</summary>
    /// <param name="transport">What it speaks.</param>
    protected ProviderFake(FakeTransport transport = FakeTransport.Plain)
    {
        Scheme = transport == FakeTransport.Plain ? "http" : "https";
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.Http2.MaxStreamsPerConnection = 1_000; // what Apple and Google announce
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                listen.Protocols = transport switch
                {
                    FakeTransport.Plain or FakeTransport.TlsHttp1Only => HttpProtocols.Http1,
                    FakeTransport.Tls => HttpProtocols.Http1AndHttp2,
                    _ => HttpProtocols.Http2,
                };
                listen.Use(next => connection =>
                {
                    Interlocked.Increment(ref _connections);
                    return next(connection);
                });
                if (transport == FakeTransport.Plain)
                    return;
                listen.UseHttps(FakeCertificate.Certificate, https =>
                {
                    if (transport == FakeTransport.TlsHttp1Only)
                        https.OnAuthenticate = static (_, tls) => tls.ApplicationProtocols = null;
                });
            });
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        _app = builder.Build();
        _app.Run(ServeAsync);
    }

    /// <summary>Gets where it listens, ending with a slash.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public Uri BaseUrl => field ??= new($"{Scheme}://{new Uri(_app.Urls.Single()).Authority}/");

    /// <summary>Gets the PEM file with the certificate to trust; <see langword="null"/> in clear text.</summary>
    public string? CertificatePath => Scheme == "http" ? null : FakeCertificate.PemPath;

    /// <summary>Gets the options with which an operator lets a plugin reach this fake.</summary>
    public IReadOnlyDictionary<string, string> HostOptions => CertificatePath is null
        ? new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["AllowPrivateNetworks"] = "true" } : FakeCertificate.HostOptions;

    /// <summary>Gets or sets whether requests are kept. The default is <see langword="true"/>; a benchmark that sends millions only counts them.</summary>
    public bool KeepsRequests { get; set; } = true;

    /// <summary>Gets how many requests came, kept or not.</summary>
    public int RequestCount => Volatile.Read(ref _requestCount);

    /// <summary>Gets how many connections were made.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Gets the requests so far, in the order in which they were read.</summary>
    public IReadOnlyList<FakeRequest> Requests
    {
        get
        {
            lock (_gate)
                return [.. _requests];
        }
    }

    private string Scheme { get; }

    /// <summary>Starts to listen.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    public Task StartAsync(CancellationToken cancellationToken) => _app.StartAsync(cancellationToken);

    /// <summary>Scripts the answer of the next request that has none yet.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="pathPrefix">How the request's path begins; empty takes any.</param>
    public void AnswerNext(FakeAnswer answer, string pathPrefix = "")
    {
        lock (_gate)
            _script.Add((pathPrefix, answer));
    }

    /// <summary>Holds the answers of requests from now on. They are read and kept all the same.</summary>
    /// <param name="pathPrefix">How the path of a request begins; empty takes any.</param>
    /// <returns>What lets them go.</returns>
    public FakeGate Hold(string pathPrefix = "")
    {
        var gate = new FakeGate(pathPrefix);
        lock (_gate)
            _gates.Add(gate);
        return gate;
    }

    /// <summary>Waits until so many requests were read in all, answered or not.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task UntilRequestsAsync(int count, CancellationToken cancellationToken)
    {
        while (true)
        {
            Task arrived;
            lock (_gate)
            {
                if (_requestCount >= count)
                    return;
                arrived = _arrived.Task;
            }

            await arrived.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        lock (_gate)
            _gates.ForEach(static gate => gate.Open());
        using var now = new CancellationTokenSource(TimeSpan.Zero); // whoever still waits for an answer has lost interest
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Answers as the provider does. Called concurrently.</summary>
    /// <param name="request">The request.</param>
    protected abstract FakeAnswer Answer(FakeRequest request);

    private async Task ServeAsync(HttpContext context)
    {
        var request = await ReadAsync(context);
        var (answer, held) = Arrive(request);
        if (held is not null)
            await held.WaitAsync(context.RequestAborted);
        await WriteAsync(context, answer ?? Answer(request));
    }

    private (FakeAnswer? Answer, Task? Held) Arrive(FakeRequest request)
    {
        TaskCompletionSource arrived;
        FakeAnswer? answer = null;
        Task? held = null;
        lock (_gate)
        {
            _requestCount++;
            if (KeepsRequests)
                _requests.Add(request);
            if (_gates.Count > 0)
            {
                held = Task.WhenAll(_gates.Where(gate => request.Target.StartsWith(gate.PathPrefix, StringComparison.Ordinal))
                    .Select(static gate => gate.Opened));
            }

            var next = _script.FindIndex(entry => request.Target.StartsWith(entry.PathPrefix, StringComparison.Ordinal));
            if (next >= 0)
            {
                answer = _script[next].Answer;
                _script.RemoveAt(next);
            }

            arrived = _arrived;
            _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        arrived.SetResult();
        return (answer, held);
    }

    private static async Task<FakeRequest> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        return new()
        {
            Method = context.Request.Method,
            Target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget,
            Headers = context.Request.Headers.ToDictionary(
                static header => header.Key.ToLowerInvariant(), static header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            Body = body.ToArray(),
            Protocol = context.Request.Protocol,
            ConnectionId = context.Connection.Id,
        };
    }

    private static async Task WriteAsync(HttpContext context, FakeAnswer answer)
    {
        if (answer.Fault == FakeFault.LoseConnection)
        {
            Lose(context);
            return;
        }

        if (answer.Fault == FakeFault.ResetStream)
        {
            context.Abort();
            return;
        }

        var response = context.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
            response.Headers[name] = value;
        if (answer.Fault == FakeFault.LeaveAfterAnswer)
            context.Features.GetRequiredFeature<IConnectionLifetimeNotificationFeature>().RequestClose();
        if (answer.Body.Length == 0)
            return;

        response.ContentType = answer.ContentType;
        response.ContentLength = answer.Body.Length;
        if (answer.Fault == FakeFault.LoseConnectionInBody)
        {
            await response.Body.WriteAsync(answer.Body[..(answer.Body.Length / 2)], context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
            Lose(context);
            return;
        }

        await response.Body.WriteAsync(answer.Body, context.RequestAborted);
    }

    private static void Lose(HttpContext context) => context.Features.GetRequiredFeature<IConnectionLifetimeFeature>().Abort();
}
