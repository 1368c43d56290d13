using System.Net;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Notify.Cli.Running;

/// <summary>Talks to the control endpoint of a running app host.</summary>
internal sealed class ControlClient : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private readonly AppHostFile _file;
    private readonly HttpClient _http;

    public ControlClient(AppHostFile file)
    {
        _file = file;
        _http = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = file.Control, Timeout = Timeout.InfiniteTimeSpan };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", file.Token);
    }

    /// <summary>Gets what runs, as the document that machines read.</summary>
    public Task<string> StatusTextAsync(CancellationToken cancellationToken) => GetAsync("status", cancellationToken);

    public async Task<SystemStatus> StatusAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await StatusTextAsync(cancellationToken), RunningJson.Default.SystemStatus) ?? new();

    public async Task<IReadOnlyList<ResourceStatus>> ResourcesAsync(CancellationToken cancellationToken) =>
        JsonSerializer.Deserialize(await GetAsync("resources", cancellationToken), RunningJson.Default.IReadOnlyListResourceStatus) ?? [];

    /// <summary>Waits until everything is healthy.</summary>
    /// <returns>Null when it is; otherwise what failed, with the reason.</returns>
    public async Task<string?> WaitAsync(TimeSpan patience, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync($"wait?seconds={patience.TotalSeconds:0}", patience + AnswerLimit, cancellationToken);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            return (await answer.Content.ReadAsStringAsync(cancellationToken)).TrimEnd();

        await CheckAsync(answer, cancellationToken);
        return null;
    }

    /// <summary>Reads a resource's console output, line by line.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="isFollowed">Whether to wait for lines that come later.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async IAsyncEnumerable<string> LogsAsync(string resource, bool isFollowed, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var path = $"resources/{Uri.EscapeDataString(resource)}/logs{(isFollowed ? "?follow=true" : "")}";
        using var answer = await SendAsync(path, isFollowed ? Timeout.InfiniteTimeSpan : AnswerLimit, cancellationToken); // a quiet resource's first line may be long in coming
        await CheckAsync(answer, cancellationToken);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(cancellationToken));
        while (await NextAsync(reader, cancellationToken) is { } line)
            yield return line;
    }

    public void Dispose() => _http.Dispose();

    private static async Task<string?> NextAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        try
        {
            return await reader.ReadLineAsync(cancellationToken);
        }
        catch (IOException)
        {
            throw new FailureException("the AppHost ended while its resources' output was followed.");
        }
    }

    private static async Task CheckAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
            throw new FailureException(await answer.Content.ReadAsStringAsync(cancellationToken) is { Length: > 0 } text ? text.TrimEnd() : $"the AppHost answered {(int)answer.StatusCode}.");
    }

    private async Task<string> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await SendAsync(path, AnswerLimit, cancellationToken);
        await CheckAsync(answer, cancellationToken);
        return await answer.Content.ReadAsStringAsync(cancellationToken);
    }

    /// <summary>Sends a request and gives the answer as soon as its headers are here.</summary>
    private async Task<HttpResponseMessage> SendAsync(string path, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        try
        {
            return await _http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, limit.Token);
        }
        catch (HttpRequestException exception)
        {
            throw Unreachable(exception.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Unreachable($"no answer within {patience.TotalSeconds:0} s");
        }
    }

    private FailureException Unreachable(string reason) =>
        new($"the AppHost (process {_file.Pid}) does not answer at {_file.Control}: {reason}. It may be starting or ending; ./notify down ends it.");
}
