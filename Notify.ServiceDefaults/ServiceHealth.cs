using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Notify.ServiceDefaults.Health;

namespace Notify.ServiceDefaults;

/// <summary>
/// Answers <c>--health</c>: the program asks the service that runs beside it, with the same configuration, how it is. For containers without a shell.
/// </summary>
public static class ServiceHealth
{
    private const string Switch = "--health";
    private const string DefaultAddress = "http://localhost:5000"; // Kestrel's own
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    /// <summary>Says whether the command line asks for the health of a running service rather than for a service.</summary>
    /// <param name="args">The command line: <c>--health</c> asks whether it is ready, <c>--health live</c> whether it is alive.</param>
    public static bool IsAsked(IReadOnlyList<string> args) => args is [Switch, ..];

    /// <summary>Asks, and writes one line that says what was found.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="output">Where the line goes.</param>
    /// <param name="cancellationToken">Ends the wait; five seconds do too.</param>
    /// <returns>The exit code: 0 when the service is well or degraded, 1 when it is not, does not answer, or listens nowhere that can be known.</returns>
    public static async Task<int> AskAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(args);
        ArgumentNullException.ThrowIfNull(output);
        var configuration = WebApplication.CreateSlimBuilder(args[1..]).Configuration;
        if (FindAddress(configuration) is not { } address)
        {
            await output.WriteLineAsync("Unknown: the service takes a free port, so nobody knows where to ask. Set ASPNETCORE_URLS.".AsMemory(), cancellationToken);
            return 1;
        }

        var question = new Uri(address, HealthEndpoints.Prefix + (args is [_, "live", ..] ? "/live" : "/ready"));
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        budget.CancelAfter(Limit);
        try
        {
            var (isWell, text) = await AskAsync(question, budget.Token);
            await output.WriteLineAsync(text.AsMemory(), cancellationToken);
            return isWell ? 0 : 1;
        }
        catch (Exception exception) when (exception is HttpRequestException or JsonException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            await output.WriteLineAsync($"Unhealthy: no answer from {question} ({exception.GetType().Name}).".AsMemory(), cancellationToken);
            return 1;
        }
    }

    private static async Task<(bool IsWell, string Text)> AskAsync(Uri question, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await client.GetAsync(question, cancellationToken);
        await using var body = await answer.Content.ReadAsStreamAsync(cancellationToken);
        using var report = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
        var unwell = report.RootElement.GetProperty("entries").EnumerateArray()
            .Where(static entry => entry.GetProperty("status").GetString() != "Healthy")
            .Select(static entry => $"{entry.GetProperty("name").GetString()}: {entry.GetProperty("detail").GetString()}");
        return (answer.IsSuccessStatusCode, string.Join(' ', unwell.Prepend($"{report.RootElement.GetProperty("status").GetString()}.")).ReplaceLineEndings(" "));
    }

    /// <summary>Finds where the service listens, as Kestrel does: its endpoints, else the URLs, else the ports. Plain HTTP is preferred.</summary>
    private static Uri? FindAddress(ConfigurationManager configuration)
    {
        string[] endpoints = [.. configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(static endpoint => endpoint["Url"] ?? "").Where(static url => url.Length > 0)];
        string[] addresses = endpoints.Length > 0 ? endpoints
            : Split(configuration["urls"]) is { Length: > 0 } urls ? urls
            : [.. Split(configuration["http_ports"]).Select(static port => $"http://*:{port}"), .. Split(configuration["https_ports"]).Select(static port => $"https://*:{port}")];
        return (addresses.Length > 0 ? addresses : [DefaultAddress])
            .Select(BindingAddress.Parse)
            .Where(static address => address.Port != 0 && !address.IsUnixPipe && !address.IsNamedPipe)
            .OrderBy(static address => address.Scheme == "https")
            .Select(static address => new UriBuilder(address.Scheme, address.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "127.0.0.1" : address.Host, address.Port).Uri)
            .FirstOrDefault();
    }

    private static string[] Split(string? list) => list?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
}
