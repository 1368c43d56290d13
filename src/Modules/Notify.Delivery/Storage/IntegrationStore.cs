using Notify.Delivery.Contracts;
using Notify.Delivery.Integrations;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Delivery.Storage;

/// <summary>Finds an integration by nothing but its id, across environments: providers that call back know no more.</summary>
internal sealed class IntegrationStore(NpgsqlDataSource dataSource)
{
    public async Task<Integration?> FindAsync(IntegrationId id, CancellationToken cancellationToken)
    {
        await using var command = dataSource.Statement(
            """
            SELECT environment_id, identifier, name, provider, channel, settings::text, secrets, secret_names, version, on_ambiguous
            FROM delivery.integrations WHERE id = $1
            """, id.Value);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return !await reader.ReadAsync(cancellationToken) ? null : new()
        {
            Id = id.Value,
            EnvironmentId = reader.GetGuid(0),
            Identifier = reader.GetString(1),
            Name = reader.GetString(2),
            Provider = reader.GetString(3),
            Channel = reader.GetString(4),
            Settings = reader.GetString(5),
            Secrets = reader.IsDBNull(6) ? null : reader.GetFieldValue<byte[]>(6),
            SecretNames = reader.GetFieldValue<string[]>(7),
            Version = reader.GetInt64(8),
            OnAmbiguous = (AmbiguityPolicy)reader.GetInt16(9),
        };
    }
}
