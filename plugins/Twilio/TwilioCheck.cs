using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>Asks Twilio for something that only the account's owner may see. Sends nothing.</summary>
internal sealed class TwilioCheck(HttpClient http, Uri account, AuthenticationHeaderValue authorization, bool usesApiKey)
{
    private const int LongestAnswerRead = 64 * 1024;

    /// <summary>A standard API key may not see the account itself, but its messages.</summary>
    private readonly Uri _question = new(account.AbsoluteUri + (usesApiKey ? "/Messages.json?PageSize=1" : ".json"));

    public async ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        var (code, detail) = await AskAsync(cancellationToken);
        return new() { IsValid = code is null, Code = code, Detail = detail };
    }

    public async ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var (code, detail) = await AskAsync(cancellationToken);
        var status = code switch
        {
            null => HealthStatus.Healthy,
            "http-429" => HealthStatus.Degraded,
            _ => HealthStatus.Unhealthy,
        };
        return new() { Status = status, Code = code, Detail = detail };
    }

    private async ValueTask<(string? Code, string Detail)> AskAsync(CancellationToken cancellationToken)
    {
        var host = account.Authority;
        using var request = new HttpRequestMessage(HttpMethod.Get, _question);
        request.Headers.Authorization = authorization;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Judge(host, await ProviderHttp.ReadBodyAsync(response, LongestAnswerRead, cancellationToken)),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ("auth-failed", $"{host} does not accept the {(usesApiKey ? "API key" : "auth token")}."),
                HttpStatusCode.NotFound => ("account-unknown", $"{host} does not know the account SID."),
                HttpStatusCode.TooManyRequests => ("http-429", $"{host} asks to slow down."),
                var other => ($"http-{(int)other}", $"{host} answered {(int)other}. Is baseUrl the URL of Twilio's API?"),
            };
        }
        catch (HttpRequestException exception)
        {
            return ProviderHttp.ToOutcome(exception) switch
            {
                SendOutcome.Transient transient => (transient.Code, $"{host}: {transient.Reason}"),
                SendOutcome.Misconfigured misconfigured => (misconfigured.Code, $"{host}: {misconfigured.Reason}"),
                _ => ("connection-lost", $"{host} closed the connection before it answered."),
            };
        }
        catch (IOException)
        {
            return ("connection-lost", $"{host} closed the connection in the middle of its answer.");
        }
    }

    private (string? Code, string Detail) Judge(string host, ReadOnlyMemory<byte> body)
    {
        if (usesApiKey)
            return (null, $"{host} accepts the API key.");
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.GetProperty("status").GetString() switch
            {
                "active" => (null, $"{host} accepts the auth token; the account is active."),
                "suspended" => ("account-suspended", $"{host} accepts the auth token, but the account is suspended."),
                "closed" => ("account-closed", $"{host} accepts the auth token, but the account is closed."),
                _ => Unreadable(host),
            };
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return Unreadable(host);
        }
    }

    private static (string? Code, string Detail) Unreadable(string host) =>
        ("unreadable-answer", $"{host} did not answer like Twilio. Is baseUrl the URL of Twilio's API?");
}
