using System.Text.Json;
using Notify.Cli.Running;

namespace Notify.Cli.Demo;

/// <summary>One e-mail, from the mutation to the mailbox.</summary>
internal sealed class DemoRun(Surroundings around, SystemStatus status)
{
    private const string Address = "demo@example.com";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Ends = ["SENT", "DELIVERED", "FAILED", "SKIPPED", "CANCELLED"];

    /// <exception cref="FailureException">It did not arrive; the message says what became of it.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var gateway = Gateway.Of(status);
        around.Say($"1. The subscriber 'demo' with the address {Address}");
        await ChangeAsync(
            gateway,
            "mutation DemoSubscriber($input: UpsertSubscriberInput!) { upsertSubscriber(input: $input) { subscriber { id } errors { ... on Error { message } } } }",
            new { userId = "demo", email = Address },
            cancellationToken);

        around.Say("2. An e-mail to it");
        var sent = await ChangeAsync(
            gateway,
            "mutation DemoSend($input: SendNotificationInput!) { sendNotification(input: $input) { acceptedNotification { id } errors { ... on Error { message } } } }",
            new { userId = "demo", channel = "email", subject = "Hello from Notify", body = "If you can read this, everything works." },
            cancellationToken);
        var id = sent.GetProperty("acceptedNotification").GetProperty("id").GetString() ?? "";
        around.Say($"   accepted as {id}");

        around.Say("3. Its way, live");
        var end = await FollowAsync(gateway, id, cancellationToken);
        if (end is not ("SENT" or "DELIVERED"))
            throw new FailureException($"the e-mail is '{end.ToLowerInvariant()}' after a minute. ./notify logs dispatcher says more.");

        around.Say($"4. The mail: {await FindMailAsync(cancellationToken)}");
    }

    /// <summary>Runs a mutation, which has one field, and gives its payload.</summary>
    private static async Task<JsonElement> ChangeAsync(Gateway gateway, string mutation, object input, CancellationToken cancellationToken)
    {
        var payload = (await gateway.GraphQLAsync(mutation, new { input }, cancellationToken)).EnumerateObject().Single().Value;
        return payload.GetProperty("errors").ValueKind == JsonValueKind.Null
            ? payload
            : throw new FailureException($"the gateway answered: {payload.GetRawText()}");
    }

    private async Task<string> FollowAsync(Gateway gateway, string id, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, around.Time);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var state = "";
        try
        {
            var changes = gateway.SubscribeAsync(
                "subscription($id: ID) { notificationStatusChanged(notificationId: $id, after: \"\") { status occurredAt } }", new { id }, budget.Token);
            await foreach (var item in changes)
            {
                var change = item.GetProperty("notificationStatusChanged");
                state = change.GetProperty("status").GetString() ?? "";
                around.Say($"   {change.GetProperty("occurredAt").GetString()}  {state.ToLowerInvariant()}");
                if (Ends.Contains(state))
                    break;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // the minute is over; what it is now says enough
        }

        return state;
    }

    private async Task<string> FindMailAsync(CancellationToken cancellationToken)
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var found = JsonDocument.Parse(await http.GetStringAsync(new Uri($"{status.Mailbox}/api/messages?to={Address}"), cancellationToken));
        return found.RootElement.GetProperty("messages").EnumerateArray().Select(mail => $"{status.Mailbox}/messages/{mail.GetProperty("id")}").FirstOrDefault()
            ?? $"{status.Mailbox} (it is not there yet)";
    }
}
