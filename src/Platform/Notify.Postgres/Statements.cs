using Npgsql;

namespace Notify.Postgres;

/// <summary>Makes commands with positional parameters ($1, $2, …) from plain values.</summary>
public static class Statements
{
    /// <summary>Makes a command on a connection, inside its current transaction if it has one.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="sql">One statement.</param>
    /// <param name="values">The parameters' values in order; wrap one in an <see cref="NpgsqlParameter"/> to name its type.</param>
    public static NpgsqlCommand Statement(this NpgsqlConnection connection, string sql, params ReadOnlySpan<object?> values) =>
        Fill(new NpgsqlCommand(sql, connection), values);

    /// <summary>Makes a command that takes a pooled connection for its own run.</summary>
    public static NpgsqlCommand Statement(this NpgsqlDataSource dataSource, string sql, params ReadOnlySpan<object?> values)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return Fill(dataSource.CreateCommand(sql), values);
    }

    private static NpgsqlCommand Fill(NpgsqlCommand command, ReadOnlySpan<object?> values)
    {
        foreach (var value in values)
        {
            command.Parameters.Add(value as NpgsqlParameter ?? new NpgsqlParameter { Value = value ?? DBNull.Value });
        }

        return command;
    }
}
