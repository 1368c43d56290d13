namespace Aspire.Hosting.ApplicationModel;

/// <summary>A PostgreSQL server.</summary>
public sealed class PostgresServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string UserName = "postgres";

    internal PostgresServerResource(string name, ParameterResource password)
        : base(name)
    {
        PasswordParameter = password;
        PrimaryEndpoint = new(this, "tcp");
    }

    /// <summary>Gets the endpoint.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>Gets the password of the superuser.</summary>
    public ParameterResource PasswordParameter { get; }

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"Host={PrimaryEndpoint.Property(EndpointProperty.IPV4Host)};Port={PrimaryEndpoint.Property(EndpointProperty.Port)};Username={UserName};Password={PasswordParameter}");

    internal string? GivenConnectionString { get; init; }

    internal List<PostgresDatabaseResource> Databases { get; } = [];

    /// <summary>True when somebody else runs the server, or every database on it was given.</summary>
    internal bool IsElsewhere => GivenConnectionString is not null
        || (Databases.Count > 0 && Databases.TrueForAll(static d => d.GivenConnectionString is not null));

    /// <inheritdoc/>
    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        GivenConnectionString is { } given ? ValueTask.FromResult<string?>(given) : ConnectionStringExpression.GetValueAsync(cancellationToken);
}
