namespace Aspire.Hosting.ApplicationModel;

/// <summary>A database of a PostgreSQL server.</summary>
public sealed class PostgresDatabaseResource : Resource, IResourceWithParent<PostgresServerResource>, IResourceWithConnectionString
{
    internal PostgresDatabaseResource(string name, string databaseName, PostgresServerResource parent)
        : base(name)
    {
        DatabaseName = databaseName;
        Parent = parent;
    }

    /// <inheritdoc/>
    public PostgresServerResource Parent { get; }

    /// <summary>Gets the name the database has on the server.</summary>
    public string DatabaseName { get; }

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create($"{Parent as IResourceWithConnectionString};Database={DatabaseName}");

    internal string? GivenConnectionString { get; init; }

    /// <inheritdoc/>
    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        GivenConnectionString is { } given ? ValueTask.FromResult<string?>(given) : ConnectionStringExpression.GetValueAsync(cancellationToken);
}
