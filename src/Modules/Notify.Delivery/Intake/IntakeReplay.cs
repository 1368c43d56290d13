using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Postgres;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Intake;

/// <summary>Answers repeats of keyed sends with what their first use was answered.</summary>
internal sealed class IntakeReplay(NpgsqlDataSource dataSource)
{
    /// <summary>Answers what was answered before, and lets repeats inside the group follow the first of them.</summary>
    /// <returns>The sends that are new.</returns>
    public async Task<List<PendingSend>> AnswerRepeatsAsync(List<PendingSend> sends, CancellationToken cancellationToken)
    {
        if (!sends.Exists(static send => send.Key is not null))
        {
            return sends;
        }

        var leaders = FollowFirstUse(sends);
        var keyed = leaders.Where(static send => send.Key is not null).ToDictionary(static send => (send.Caller.EnvironmentId.Value, send.Key!.Value));
        await using var command = dataSource.Statement(
            """
            SELECT k.environment_id, k.key, k.fingerprint, k.response::text FROM platform.idempotency_keys k
            JOIN unnest($1, $2) AS asked (environment_id, key) ON k.environment_id = asked.environment_id AND k.key = asked.key
            """, keyed.Keys.Select(static key => key.Item1).ToArray(), keyed.Keys.Select(static key => key.Item2).ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            Answer(keyed[(reader.GetGuid(0), reader.GetString(1))], reader.GetFieldValue<byte[]>(2), reader.GetString(3));
        }

        return leaders.Where(static send => send.IsOpen).ToList();
    }

    private static void Answer(PendingSend send, byte[] fingerprint, string response)
    {
        try
        {
            IdempotencyLedger.ThrowIfReused(send.Key!, fingerprint); // only keyed sends are asked for
            send.Accept(JsonSerializer.Deserialize<Acceptance>(response)!); // stored by IntakeWriter, never null
        }
        catch (NotifyException conflict)
        {
            send.Refuse(conflict);
        }
    }

    private static List<PendingSend> FollowFirstUse(List<PendingSend> sends)
    {
        var first = new Dictionary<(Guid, string), PendingSend>();
        var leaders = new List<PendingSend>(sends.Count);
        foreach (var send in sends)
        {
            if (send.Key is null || first.TryAdd((send.Caller.EnvironmentId.Value, send.Key.Value), send))
            {
                leaders.Add(send);
                continue;
            }

            var leader = first[(send.Caller.EnvironmentId.Value, send.Key.Value)];
            try
            {
                IdempotencyLedger.ThrowIfReused(send.Key, leader.Key!.Fingerprint); // leaders in the table have keys
                leader.AddRepeat(send);
            }
            catch (NotifyException conflict)
            {
                send.Refuse(conflict);
            }
        }

        return leaders;
    }
}
