using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Notify.Primitives;
using Npgsql;
using NpgsqlTypes;

namespace Notify.Postgres.Idempotency;

/// <summary>
/// Remembers what a keyed request answered, in the transaction that carries the request out: either both are stored or neither is.
/// A repeat that comes while the first is under way waits for its commit.
/// </summary>
public static class IdempotencyLedger
{
    /// <summary>Runs <paramref name="work"/> once per key and gives every repeat the first answer.</summary>
    /// <param name="context">The context whose changes belong to the request; saved and committed here.</param>
    /// <param name="environmentId">The caller's environment; keys of different environments never meet.</param>
    /// <param name="key">The caller's key; <see langword="null"/> just runs the work in a transaction.</param>
    /// <param name="work">What to do. Its result must survive a round trip through JSON.</param>
    /// <param name="cancellationToken">Ends the call; nothing is stored then.</param>
    /// <exception cref="NotifyException">The key was used for another request (<see cref="ErrorCode.IdempotencyConflict"/>).</exception>
    public static async Task<T> RunAsync<T>(
        DbContext context, EnvironmentId environmentId, RequestKey? key, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(work);
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        var connection = (NpgsqlConnection)context.Database.GetDbConnection();
        if (key is not null && await ReplayAsync<T>(connection, environmentId, key, cancellationToken) is { } replayed)
        {
            return replayed.Value;
        }

        var result = await work(cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        if (key is not null)
        {
            await StoreAsync(connection, environmentId, key, result, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    /// <summary>Reserves the key, or reads what its first use answered.</summary>
    private static async Task<Replay<T>?> ReplayAsync<T>(
        NpgsqlConnection connection, EnvironmentId environmentId, RequestKey key, CancellationToken cancellationToken)
    {
        await using var reserve = connection.Statement(
            """
            INSERT INTO platform.idempotency_keys (environment_id, key, fingerprint, response) VALUES ($1, $2, $3, 'null')
            ON CONFLICT (environment_id, key) DO NOTHING
            """, environmentId.Value, key.Value, key.Fingerprint);
        if (await reserve.ExecuteNonQueryAsync(cancellationToken) == 1)
        {
            return null;
        }

        await using var read = connection.Statement(
            "SELECT fingerprint, response FROM platform.idempotency_keys WHERE environment_id = $1 AND key = $2", environmentId.Value, key.Value);
        await using var reader = await read.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        ThrowIfReused(key, reader.GetFieldValue<byte[]>(0));
        return new(JsonSerializer.Deserialize<T>(reader.GetString(1))!);
    }

    /// <summary>Refuses a key that stands for another request.</summary>
    /// <exception cref="NotifyException">The fingerprints differ.</exception>
    public static void ThrowIfReused(RequestKey key, ReadOnlySpan<byte> storedFingerprint)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (!storedFingerprint.SequenceEqual(key.Fingerprint))
        {
            throw new NotifyException(
                ErrorCode.IdempotencyConflict,
                $"Idempotency key '{key.Value}' was used before for another request. Use a new key for a new request, or repeat the first one unchanged.");
        }
    }

    private static async Task StoreAsync<T>(
        NpgsqlConnection connection, EnvironmentId environmentId, RequestKey key, T result, CancellationToken cancellationToken)
    {
        await using var store = connection.Statement(
            "UPDATE platform.idempotency_keys SET response = $3 WHERE environment_id = $1 AND key = $2",
            environmentId.Value, key.Value, new NpgsqlParameter { Value = JsonSerializer.Serialize(result), NpgsqlDbType = NpgsqlDbType.Jsonb });
        await store.ExecuteNonQueryAsync(cancellationToken);
    }

    private sealed record Replay<T>(T Value);
}
