namespace Notify.Gateway.Access;

/// <summary>Says which keys open which routes. A route that says nothing opens for no anonymous caller either.</summary>
internal static class ApiKeyHosting
{
    /// <summary>Demands an API key on every route that is not marked anonymous.</summary>
    public static WebApplication UseApiKeys(this WebApplication app)
    {
        app.UseMiddleware<ApiKeyMiddleware>();
        return app;
    }

    /// <summary>Opens the route for any key.</summary>
    public static TBuilder RequireApiKey<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new ApiKeyRule(OnlyNormal: false));

    /// <summary>Opens the route for NORMAL keys: it changes or shows how the environment is run.</summary>
    public static TBuilder RequireManagementKey<TBuilder>(this TBuilder route)
        where TBuilder : IEndpointConventionBuilder =>
        route.WithMetadata(new ApiKeyRule(OnlyNormal: true));
}
