using Notify.LocalHosting.RabbitMq;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A RabbitMQ server.</summary>
public sealed class RabbitMQServerResource : ContainerResource, IResourceWithConnectionString
{
    internal const string UserName = "guest";

    internal RabbitMQServerResource(string name, ParameterResource password)
        : base(name)
    {
        PasswordParameter = password;
        PrimaryEndpoint = new(this, "tcp");
    }

    /// <summary>Gets the endpoint.</summary>
    public EndpointReference PrimaryEndpoint { get; }

    /// <summary>Gets the password.</summary>
    public ParameterResource PasswordParameter { get; }

    /// <inheritdoc/>
    public ReferenceExpression ConnectionStringExpression => ReferenceExpression.Create(
        $"amqp://{UserName}:{PasswordParameter:uri}@{PrimaryEndpoint.Property(EndpointProperty.IPV4Host)}:{PrimaryEndpoint.Property(EndpointProperty.Port)}");

    internal RabbitMqServer? Server { get; set; }

    internal string? GivenConnectionString { get; init; }

    /// <inheritdoc/>
    public ValueTask<string?> GetConnectionStringAsync(CancellationToken cancellationToken = default) =>
        GivenConnectionString is { } given ? ValueTask.FromResult<string?>(given) : ConnectionStringExpression.GetValueAsync(cancellationToken);
}
