using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Notify.Postgres;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Notify.Workspaces.Contracts;
using Npgsql;

namespace Notify.Workspaces.Guests;

/// <summary>Keeps the guest lists.</summary>
internal sealed class GuestList(NpgsqlDataSource dataSource, IServiceScopeFactory scopes) : IGuestList
{
    private const int MaxGuests = 1_000;
    private const int MaxAddressLength = 320; // the longest e-mail address: 64 + @ + 255

    public async ValueTask<bool> AllowsAsync(EnvironmentId environmentId, string address, CancellationToken cancellationToken)
    {
        var normalized = Normalize(address);
        if (!IsValid(normalized))
        {
            return false;
        }

        await using var command = dataSource.Statement(
            "SELECT 1 FROM workspaces.guest_list WHERE environment_id = $1 AND address = $2", environmentId.Value, normalized);
        return await command.ExecuteScalarAsync(cancellationToken) is not null;
    }

    public async ValueTask<IReadOnlyList<string>> ReadAsync(EnvironmentId environmentId, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            "SELECT coalesce(array_agg(address ORDER BY position), '{}') FROM workspaces.guest_list WHERE environment_id = $1", environmentId.Value);
        return (string[]?)await command.ExecuteScalarAsync(cancellationToken) ?? [];
    }

    public async ValueTask<IReadOnlyList<string>> ReplaceAsync(
        EnvironmentId environmentId, IReadOnlyList<string?> addresses, RequestKey? requestKey, CancellationToken cancellationToken)
    {
        var guests = Require(addresses);
        await using var scope = scopes.CreateAsyncScope();
        var context = scope.ServiceProvider.GetRequiredService<WorkspacesDbContext>();
        return await IdempotencyLedger.RunAsync(
            context,
            environmentId,
            requestKey,
            async token =>
            {
                await StoreAsync((NpgsqlConnection)context.Database.GetDbConnection(), environmentId, guests, token);
                return guests;
            },
            cancellationToken);
    }

    private static async Task StoreAsync(NpgsqlConnection connection, EnvironmentId environmentId, string[] guests, CancellationToken cancellationToken)
    {
        // Replacements of one list come one after the other: the environment's row is the lock.
        await using var queue = connection.Statement("SELECT 1 FROM workspaces.environments WHERE id = $1 FOR NO KEY UPDATE", environmentId.Value);
        await queue.ExecuteNonQueryAsync(cancellationToken);
        await using var delete = connection.Statement("DELETE FROM workspaces.guest_list WHERE environment_id = $1", environmentId.Value);
        await delete.ExecuteNonQueryAsync(cancellationToken);
        await using var insert = connection.Statement(
            """
            INSERT INTO workspaces.guest_list (environment_id, address, position)
            SELECT $1, address, position FROM unnest($2::text[]) WITH ORDINALITY AS guests (address, position)
            """, environmentId.Value, guests);
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }

    private static string[] Require(IReadOnlyList<string?> addresses)
    {
        if (addresses.Count > MaxGuests)
        {
            throw new NotifyException(
                ErrorCode.ValidationError,
                $"The guest list has {addresses.Count} addresses.",
                new FieldError("/addresses", $"must have at most {MaxGuests} addresses."));
        }

        var normalized = addresses.Select(Normalize).ToArray();
        FieldError[] errors =
        [
            .. normalized.Index()
                .Where(static guest => !IsValid(guest.Item))
                .Select(static guest => new FieldError(
                    $"/addresses/{guest.Index}", $"must be an address of 1 to {MaxAddressLength} characters without blanks or control characters.")),
        ];
        return errors.Length == 0
            ? [.. normalized.Distinct(StringComparer.Ordinal)]
            : throw new NotifyException(ErrorCode.ValidationError, "The guest list has addresses that are not valid.", errors);
    }

    private static bool IsValid(string address) =>
        address.Length is > 0 and <= MaxAddressLength
        && !address.Any(static c => char.IsControl(c) || char.IsWhiteSpace(c) || char.IsSurrogate(c));

    // The form that is stored and compared.
    private static string Normalize(string? address) => (address ?? "").Trim().ToLowerInvariant();
}
