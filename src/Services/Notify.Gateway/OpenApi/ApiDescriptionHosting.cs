using Microsoft.OpenApi;

namespace Notify.Gateway.OpenApi;

/// <summary>The OpenAPI document of all REST doors, made from the routes themselves.</summary>
internal static class ApiDescriptionHosting
{
    public const string Path = "/openapi/v1.json";

    public static WebApplicationBuilder AddApiDescription(this WebApplicationBuilder builder)
    {
        builder.Services.AddOpenApi("v1", static options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = static api => api.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
            options.AddSchemaTransformer<TimeSchemas>();
            options.AddDocumentTransformer<DocumentFacts>();
            options.AddOperationTransformer<OperationFacts>();
        });
        return builder;
    }

    public static WebApplication MapApiDescription(this WebApplication app)
    {
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        return app;
    }
}
