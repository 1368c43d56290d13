using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Notify.Cli.Running;

/// <summary>The gateway of the running system, with its development key.</summary>
internal sealed class Gateway : IDisposable
{
    private readonly HttpClient _http;

    private Gateway(string address, string? key)
    {
        _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new($"{address.TrimEnd('/')}/") };
        if (key is not null)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <exception cref="FailureException">It does not run.</exception>
    public static Gateway Of(SystemStatus status) => status.Gateway is { Length: > 0 } address
        ? new(address, status.ApiKey)
        : throw new FailureException("the gateway is not running. ./notify status says more.");

    /// <summary>Gets a document of the REST interface.</summary>
    public async Task<string> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(new(HttpMethod.Get, path), HttpCompletionOption.ResponseContentRead, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Runs a query or mutation, and gives its data.</summary>
    /// <exception cref="FailureException">It was not refused by HTTP but by GraphQL, or the other way round.</exception>
    public async Task<JsonElement> GraphQLAsync(string document, object variables, CancellationToken cancellationToken)
    {
        using var request = Ask(document, variables);
        using var answer = await SendAsync(request, HttpCompletionOption.ResponseContentRead, cancellationToken);
        return Data(await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    /// <summary>Runs a subscription, and gives each event's data.</summary>
    public async IAsyncEnumerable<JsonElement> SubscribeAsync(string document, object variables, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var request = Ask(document, variables);
        request.Headers.Accept.Add(new("text/event-stream"));
        using var answer = await SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        await using var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancellationToken))
        {
            if (item.EventType == "next")
                yield return Data(item.Data);
        }
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Ask(string query, object variables) => new(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, variables }) };

    private static JsonElement Data(string answer)
    {
        using var document = JsonDocument.Parse(answer);
        return document.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            ? data.Clone()
            : throw Refused(answer);
    }

    private static FailureException Refused(string answer) => new($"the gateway answered: {answer.TrimEnd()}");

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, HttpCompletionOption completion, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await _http.SendAsync(request, completion, cancellationToken);
            return answer.IsSuccessStatusCode ? answer : throw Refused(await answer.Content.ReadAsStringAsync(cancellationToken));
        }
        catch (HttpRequestException exception)
        {
            throw new FailureException($"the gateway does not answer at {_http.BaseAddress}: {exception.Message}");
        }
    }
}
