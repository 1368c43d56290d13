using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>Asks what the API key may do. Reads only.</summary>
internal sealed class SendGridCheck(HttpClient http, SendGridSettings settings, AuthenticationHeaderValue authorization, TimeProvider timeProvider)
{
    private const int LongestAnswerRead = 256 * 1024; // a key of full access lists some 250 scopes
    private const string NeededScope = "mail.send";
    private readonly Uri _scopes = new(settings.BaseUrl, "v3/scopes");

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
        var host = settings.BaseUrl.Authority;
        using var request = new HttpRequestMessage(HttpMethod.Get, _scopes);
        request.Headers.Authorization = authorization;
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            return response.StatusCode switch
            {
                HttpStatusCode.OK => Judge(host, await ProviderHttp.ReadBodyAsync(response, LongestAnswerRead, cancellationToken)),
                HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => ("auth-failed", $"{host} does not accept the API key."),
                HttpStatusCode.TooManyRequests => ("http-429", $"{host} asks to slow down{Wait(response)}."),
                var other => ($"http-{(int)other}", $"{host} answered {(int)other}. Is baseUrl the URL of SendGrid's API?"),
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

    private string Wait(HttpResponseMessage response) =>
        ProviderHttp.RetryAfter(response, timeProvider) is { } wait ? $" for {wait.TotalSeconds:0} s" : "";

    private static (string? Code, string Detail) Judge(string host, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var maySend = document.RootElement.GetProperty("scopes").EnumerateArray().Any(static scope => scope.ValueEquals(NeededScope));
            return maySend
                ? (null, $"{host} accepts the API key, which may send mail.")
                : ("missing-scope", $"{host} accepts the API key, but it lacks the permission Mail Send ({NeededScope}).");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return ("unreadable-answer", $"{host} did not answer like SendGrid. Is baseUrl the URL of SendGrid's API?");
        }
    }
}
