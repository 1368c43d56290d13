using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace Notify.Benchmarks.Accept;

/// <summary>
/// What most notification services do: each request writes its rows in a transaction of its own. The rows are the same as Notify's, in
/// the same tables; prepared statements, one round trip. It checks nothing: no key, no recipient, no limit.
/// </summary>
internal static class InsertPerRequestServer
{
    public const string Command = "serve-insert-per-request";

    public static async Task RunAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddEnvironmentVariables();
        builder.Logging.ClearProviders();
        await using var database = NpgsqlDataSource.Create($"{builder.Configuration.GetConnectionString("notifydb")};Max Auto Prepare=20;Maximum Pool Size=32");
        var app = builder.Build();
        app.MapGet("/health/ready", static () => Results.Ok());
        app.MapPost("/v1/notifications", async (HttpContext context) =>
        {
            var send = (await context.Request.ReadFromJsonAsync<Send>(context.RequestAborted))!; // the load sends no null
            var id = await StoreAsync(database, send, context.RequestAborted);
            return Results.Json(new { notificationId = id, channel = send.Channel, status = "queued" }, statusCode: StatusCodes.Status202Accepted);
        });
        await app.RunAsync();
    }

    private static async Task<Guid> StoreAsync(NpgsqlDataSource database, Send send, CancellationToken cancellationToken)
    {
        var (trigger, notification, accepted, environment) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.Empty);
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                Statement("INSERT INTO delivery.triggers (id, environment_id, subject, body) VALUES ($1, $2, $3, $4)", trigger, environment, send.Subject, send.Body),
                Statement(
                    """
                    INSERT INTO delivery.notifications (id, environment_id, trigger_id, subscriber_id, user_id, channel, priority, status, simulated)
                    VALUES ($1, $2, $3, $4, $5, $6, 1, 0, false)
                    """, notification, environment, trigger, Guid.Empty, send.UserId, send.Channel),
                Statement(
                    "INSERT INTO delivery.events (id, environment_id, notification_id, type, payload) VALUES ($1, $2, $3, 'notify.notification.accepted', $4::jsonb)",
                    accepted, environment, notification, JsonSerializer.Serialize(new { recipientId = send.UserId, channels = new[] { send.Channel } })),
                Statement("INSERT INTO delivery.event_outbox (event_id) VALUES ($1)", accepted),
            },
        };
        await batch.ExecuteNonQueryAsync(cancellationToken);
        return notification;
    }

    private static NpgsqlBatchCommand Statement(string sql, params object[] values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new() { Value = value });
        }

        return command;
    }

    private sealed record Send(string UserId, string Channel, string Subject, string Body);
}
