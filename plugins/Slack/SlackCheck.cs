using System.Net.Http.Headers;
using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>Asks Slack whether messages would be taken. Posts none.</summary>
internal sealed class SlackCheck(HttpClient http, SlackSettings settings, AuthenticationHeaderValue? authorization, string? templateFault)
{
    private const string NeededScope = "chat:write";

    /// <summary>Answers of a webhook that would have taken a message with something in it.</summary>
    private static readonly string[] AnswersToNothing = ["no_text", "invalid_payload", "missing_text_or_fallback_or_attachments"];

    public async ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        if (templateFault is not null)
            return new() { IsValid = false, Code = "invalid-template", Detail = templateFault };

        var (code, detail) = await GuardedAsync(settings.BaseUrl.Authority, AskMethodAsync, cancellationToken);
        if (code is null && settings.WebhookUrl is { } hook)
        {
            var (hookCode, hookDetail) = await GuardedAsync(hook.Authority, AskHookAsync, cancellationToken);
            (code, detail) = (hookCode, authorization is null ? hookDetail : $"{detail} {hookDetail}");
        }

        return new() { IsValid = code is null, Code = code, Detail = detail };
    }

    public async ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken)
    {
        var (code, detail) = await GuardedAsync(settings.BaseUrl.Authority, AskMethodAsync, cancellationToken);
        var status = code switch
        {
            null => HealthStatus.Healthy,
            "ratelimited" => HealthStatus.Degraded,
            _ => HealthStatus.Unhealthy,
        };
        return new() { Status = status, Code = code, Detail = detail };
    }

    /// <summary>With a token, whose it is; without one, whether Slack is there.</summary>
    private async Task<(string? Code, string Detail)> AskMethodAsync(string host, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(settings.BaseUrl, authorization is null ? "api.test" : "auth.test"));
        request.Headers.Authorization = authorization;
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        if (status == 429)
            return ("ratelimited", $"{host} asks to slow down.");
        if (status is < 200 or >= 300)
            return ($"http-{status}", $"{host} answered {status}. Is baseUrl the URL of Slack's API?");
        if (await BotAnswer.ReadAsync(response, cancellationToken) is not { } answer)
            return ("unreadable-answer", $"{host} did not answer like Slack. Is baseUrl the URL of Slack's API?");
        if (!answer.Ok)
        {
            return SlackError.IsCode(answer.Error)
                ? (answer.Error, $"{host} answered {answer.Error}.")
                : ("unknown-error", $"{host} answered with an error.");
        }

        if (authorization is null)
            return (null, $"{host} answers.");

        return response.Headers.TryGetValues("X-OAuth-Scopes", out var scopes) && !Names(scopes, NeededScope)
            ? ("missing_scope", $"{host} accepts the bot token, but the app lacks the scope {NeededScope}.")
            : (null, $"{host} accepts the bot token.");
    }

    /// <summary>A webhook that works refuses a message with nothing in it; one that does not says so first.</summary>
    private async Task<(string? Code, string Detail)> AskHookAsync(string host, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, settings.WebhookUrl)
        {
            Content = new StringContent("{}", new MediaTypeHeaderValue("application/json", "utf-8")),
        };
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = (int)response.StatusCode;
        var word = await HookAnswer.WordAsync(response, cancellationToken);
        return status == 400 && AnswersToNothing.Contains(word)
            ? (null, $"{host} knows the webhook.")
            : (word ?? $"http-{status}", $"{host} answered {status} for the webhook.");
    }

    private static bool Names(IEnumerable<string> fields, string scope) =>
        fields.SelectMany(static field => field.Split(',', StringSplitOptions.TrimEntries)).Contains(scope);

    private static async ValueTask<(string? Code, string Detail)> GuardedAsync(
        string host, Func<string, CancellationToken, Task<(string? Code, string Detail)>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return await ask(host, cancellationToken);
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
}
