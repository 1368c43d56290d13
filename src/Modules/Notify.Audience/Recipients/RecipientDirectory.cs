using Notify.Audience.Addresses;
using Notify.Audience.Contracts;
using Notify.Postgres;
using Notify.Primitives;
using Npgsql;

namespace Notify.Audience.Recipients;

/// <summary>Finds recipients for sending: one prepared statement per call, however many are asked for.</summary>
internal sealed class RecipientDirectory(NpgsqlDataSource dataSource) : IRecipientDirectory
{
    private const string Columns =
        """
        asked.position, s.id, s.environment_id, s.external_id, s.name, s.locale, s.time_zone, e.channels, e.addresses, e.providers, e.suppressed
        """;

    private const string Endpoints =
        """
        CROSS JOIN LATERAL (
            SELECT array_agg(e.channel ORDER BY e.ordinal) AS channels, array_agg(e.address ORDER BY e.ordinal) AS addresses,
                   array_agg(e.provider ORDER BY e.ordinal) AS providers, array_agg(x.reason ORDER BY e.ordinal) AS suppressed
            FROM audience.endpoints e
            LEFT JOIN audience.suppressions x ON x.environment_id = e.environment_id AND x.channel = e.channel
                AND x.address = CASE e.channel WHEN 'email' THEN lower(e.address) ELSE e.address END
            WHERE e.subscriber_id = s.id AND e.gone_at IS NULL) e
        """;

    private const string ByReference =
        $"""
        SELECT {Columns}
        FROM unnest($1::uuid[], $2::text[]) WITH ORDINALITY AS asked (environment_id, external_id, position)
        JOIN audience.subscribers s ON s.environment_id = asked.environment_id AND s.external_id = asked.external_id
        {Endpoints}
        """;

    private const string ById =
        $"""
        SELECT {Columns}
        FROM unnest($1::uuid[]) WITH ORDINALITY AS asked (id, position)
        JOIN audience.subscribers s ON s.id = asked.id
        {Endpoints}
        """;

    public ValueTask<IReadOnlyList<Recipient?>> FindAsync(IReadOnlyList<RecipientRef> references, CancellationToken cancellationToken)
    {
        if (references.Count == 0)
        {
            return new([]);
        }

        var environments = new Guid[references.Count];
        var externalIds = new string?[references.Count];
        for (var i = 0; i < references.Count; i++)
        {
            environments[i] = references[i].EnvironmentId.Value;
            externalIds[i] = ExternalIds.IsWellFormed(references[i].ExternalId) ? references[i].ExternalId : null; // matches nobody
        }

        return ReadAsync(dataSource.Statement(ByReference, environments, externalIds), references.Count, cancellationToken);
    }

    public ValueTask<IReadOnlyList<Recipient?>> FindAsync(IReadOnlyList<SubscriberId> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return new([]);
        }

        var keys = new Guid[ids.Count];
        for (var i = 0; i < ids.Count; i++)
        {
            keys[i] = ids[i].Value;
        }

        return ReadAsync(dataSource.Statement(ById, keys), ids.Count, cancellationToken);
    }

    private static async ValueTask<IReadOnlyList<Recipient?>> ReadAsync(NpgsqlCommand command, int count, CancellationToken cancellationToken)
    {
        var recipients = new Recipient?[count];
        await using (command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                recipients[reader.GetInt64(0) - 1] = Read(reader);
            }
        }

        return recipients;
    }

    private static Recipient Read(NpgsqlDataReader reader) => new()
    {
        Id = new(reader.GetGuid(1)),
        EnvironmentId = new(reader.GetGuid(2)),
        ExternalId = reader.GetString(3),
        Name = reader.IsDBNull(4) ? null : reader.GetString(4),
        Locale = reader.IsDBNull(5) ? null : reader.GetString(5),
        TimeZone = reader.IsDBNull(6) ? null : reader.GetString(6),
        Endpoints = reader.IsDBNull(7) ? [] : Zip(
            reader.GetFieldValue<string[]>(7), reader.GetFieldValue<string[]>(8), reader.GetFieldValue<string?[]>(9), reader.GetFieldValue<string?[]>(10)),
    };

    private static RecipientEndpoint[] Zip(string[] channels, string[] addresses, string?[] providers, string?[] suppressed)
    {
        var endpoints = new RecipientEndpoint[channels.Length];
        for (var i = 0; i < channels.Length; i++)
        {
            endpoints[i] = new(channels[i], addresses[i], providers[i], suppressed[i]);
        }

        return endpoints;
    }
}
