using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Notify.AppHost.Commands;

/// <summary>The dashboard's button that sends a first e-mail.</summary>
internal static class DemoCommand
{
    private const string Document = """
        mutation SendDemo($subscriber: UpsertSubscriberInput!, $notification: SendNotificationInput!) {
          upsertSubscriber(input: $subscriber) { errors { ... on Error { message } } }
          sendNotification(input: $notification) { acceptedNotification { id } errors { ... on Error { message } } }
        }
        """;

    /// <summary>Adds the command to the gateway: a subscriber, and an e-mail to it, by GraphQL. The mailbox shows it.</summary>
    public static IResourceBuilder<ProjectResource> WithDemoCommand(this IResourceBuilder<ProjectResource> gateway) => gateway.WithCommand(
        "demo",
        "Send a demo e-mail",
        context => SendAsync(gateway.GetEndpoint("http").Url, context.Services.GetRequiredService<IConfiguration>()["Parameters:api-key"], context.CancellationToken),
        new CommandOptions
        {
            Description = "Makes the subscriber 'demo' and sends it an e-mail. The mailbox's page shows it; traces show its way.",
            IconName = "MailArrowUp",
            IsHighlighted = true,
            UpdateState = static context => context.ResourceSnapshot.HealthStatus == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy
                ? ResourceCommandState.Enabled
                : ResourceCommandState.Disabled,
        });

    private static async Task<ExecuteCommandResult> SendAsync(string gateway, string? apiKey, CancellationToken cancellationToken)
    {
        using var client = new HttpClient { BaseAddress = new Uri(gateway) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", apiKey);
        var variables = new
        {
            subscriber = new { userId = "demo", email = "demo@example.com" },
            notification = new { userId = "demo", channel = "email", subject = "Hello from Notify", body = "If you can read this, everything works." },
        };
        try
        {
            using var answer = await client.PostAsJsonAsync("/graphql", new { query = Document, variables }, cancellationToken);
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            return body.TryGetProperty("data", out var data) && data.GetProperty("sendNotification").GetProperty("acceptedNotification") is { ValueKind: JsonValueKind.Object } accepted
                ? CommandResults.Success($"Accepted as {accepted.GetProperty("id")}. The mailbox shows the mail.")
                : CommandResults.Failure($"The gateway answered: {body.GetRawText()}");
        }
        catch (HttpRequestException exception)
        {
            return CommandResults.Failure($"The gateway does not answer: {exception.Message}");
        }
    }
}
