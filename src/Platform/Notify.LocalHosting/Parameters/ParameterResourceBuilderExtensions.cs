using Notify.LocalHosting.Application;

namespace Aspire.Hosting;

/// <summary>Adds parameters.</summary>
public static class ParameterResourceBuilderExtensions
{
    /// <summary>Adds a parameter whose value is the configuration key <c>Parameters:{name}</c>.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="secret">Whether the value is masked wherever it is shown.</param>
    /// <returns>The parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.AddResource(new ParameterResource(name, _ => Configured(builder, name) ?? throw Missing(name), secret));
    }

    /// <summary>Adds a parameter with a value that configuration may override.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">The value.</param>
    /// <param name="publishValueAsDefault">Without effect here: nothing is published.</param>
    /// <param name="secret">Whether the value is masked wherever it is shown.</param>
    /// <returns>The parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, string value, bool publishValueAsDefault = false, bool secret = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        _ = publishValueAsDefault;
        return builder.AddResource(new ParameterResource(name, _ => Configured(builder, name) ?? value, secret));
    }

    /// <summary>Adds a parameter with a default that is made once, and kept between runs when asked.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The parameter's name.</param>
    /// <param name="value">Makes the default.</param>
    /// <param name="secret">Whether the value is masked wherever it is shown.</param>
    /// <param name="persist">Whether the made value is kept in the state folder.</param>
    /// <returns>The parameter.</returns>
    public static IResourceBuilder<ParameterResource> AddParameter(
        this IDistributedApplicationBuilder builder, string name, ParameterDefault value, bool secret = false, bool persist = false)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(value);
        var secrets = LocalApplicationBuilder.From(builder).Secrets;
        var parameter = new ParameterResource(name, Find, secret) { Default = value };
        return builder.AddResource(parameter);

        string Find(ParameterDefault? made) =>
            Configured(builder, name)
            ?? (persist ? secrets.GetOrAdd($"Parameters:{name}", value.GetDefaultValue) : value.GetDefaultValue());
    }

    /// <summary>Makes the password parameter of a server, generated once and kept.</summary>
    internal static ParameterResource CreatePassword(this IDistributedApplicationBuilder builder, string serverName)
    {
        var name = $"{serverName}-password";
        var secrets = LocalApplicationBuilder.From(builder).Secrets;
        return new ParameterResource(
            name,
            _ => Configured(builder, name) ?? secrets.GetOrAdd($"Parameters:{name}", new GenerateParameterDefault().GetDefaultValue),
            secret: true);
    }

    private static string? Configured(IDistributedApplicationBuilder builder, string name) =>
        builder.Configuration[$"Parameters:{name}"] is { Length: > 0 } value ? value : null;

    private static DistributedApplicationException Missing(string name) =>
        new($"Parameter '{name}' has no value. Set the environment variable Parameters__{name}.");
}
