using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Notify.Benchmarks.Channels;

/// <summary>The client that a plugin is built on, and nothing else: posts the same body with the same header fields, again and again.</summary>
internal sealed class BareHttp : IDisposable
{
    private static readonly HashSet<string> OfTheConnection = new(["host", "content-length", "connection", "transfer-encoding"], StringComparer.OrdinalIgnoreCase);
    private readonly HttpClient client;
    private readonly Uri uri;
    private readonly CapturedRequest request;
    private readonly Version version;
    private readonly (string Name, string Value)[] contentHeaders;
    private readonly (string Name, string Value)[] headers;

    public BareHttp(Uri server, CapturedRequest request, string certificatePath)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        if (server.Scheme == Uri.UriSchemeHttps)
        {
            var trusted = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            trusted.CustomTrustStore.ImportFromPemFile(certificatePath);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = trusted };
        }

        client = new HttpClient(handler);
        uri = new Uri(server, request.Target);
        this.request = request;
        version = request.Protocol == "HTTP/2" ? HttpVersion.Version20 : HttpVersion.Version11;
        var fields = request.Headers.Where(static field => !OfTheConnection.Contains(field.Key)).Select(static field => (field.Key, field.Value)).ToLookup(
            static field => field.Key.StartsWith("content-", StringComparison.OrdinalIgnoreCase));
        contentHeaders = [.. fields[true]];
        headers = [.. fields[false]];
    }

    public ValueTask SendAsync(CancellationToken cancellationToken) => SendAsync(request.Body, cancellationToken);

    public async ValueTask SendAsync(byte[] body, CancellationToken cancellationToken)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(body),
        };
        foreach (var (name, value) in contentHeaders)
        {
            message.Content.Headers.TryAddWithoutValidation(name, value);
        }

        foreach (var (name, value) in headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await client.SendAsync(message, cancellationToken);
        response.EnsureSuccessStatusCode();
    }

    public void Dispose() => client.Dispose();
}
