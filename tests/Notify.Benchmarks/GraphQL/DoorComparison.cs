using System.Text.Json;
using Notify.Benchmarks.Rig;

namespace Notify.Benchmarks.GraphQL;

/// <summary>Durable accepts of a whole Notify by its GraphQL door against its REST door, from 32 clients, the dispatcher stopped.</summary>
internal static class DoorComparison
{
    private const int Requests = 20_000;
    private const string Gateway = "gateway";
    private const string Mutation =
        "mutation Send($input: SendNotificationInput!) { sendNotification(input: $input) { acceptedNotification { notificationId channel queuedAt } errors { __typename } } }";

    public static async Task RunAsync(TestServers.TestServers servers, Report report, CancellationToken cancellationToken)
    {
        await using var system = await NotifySystem.StartAsync(servers, [], cancellationToken);
        await system.StopAsync(NotifySystem.Dispatcher, cancellationToken);
        await system.AddSubscribersAsync(Messages.Users, cancellationToken);
        var rest = Messages.Requests(system, Gateway);
        var address = system.AddressOf(Gateway);
        byte[][] graphql = [.. Messages.Users.Select(user => HttpLoad.Post(
            address, "/graphql", system.Client.DefaultRequestHeaders.Authorization!.ToString(), // set by the system
            JsonSerializer.Serialize(new { query = Mutation, variables = new { input = new { userId = user, channel = "email", subject = Messages.Subject, body = Messages.Body } } })))];
        var medians = await Rounds.RunAsync(
            () => LoadAsync(system, rest, 202, cancellationToken),
            () => LoadAsync(system, graphql, 200, cancellationToken));

        report.Add("accepts by POST /v1/notifications", medians[0], "accepts/s");
        report.Add("accepts by sendNotification", medians[1], "accepts/s", "POST /v1/notifications", medians[0]);
    }

    /// <summary>Sends, and counts what is stored: a GraphQL answer of 200 may be a refusal.</summary>
    private static async Task<double> LoadAsync(NotifySystem system, byte[][] requests, int expectedStatus, CancellationToken cancellationToken)
    {
        var before = await system.CountAsync("delivery.notifications", cancellationToken);
        var perSecond = await HttpLoad.RunAsync(system.AddressOf(Gateway), Requests, i => requests[i % requests.Length], expectedStatus, cancellationToken);
        var stored = await system.CountAsync("delivery.notifications", cancellationToken) - before;
        return stored == Requests ? perSecond : throw new InvalidOperationException($"Of {Requests} messages {stored} were stored.");
    }
}
