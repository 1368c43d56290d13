using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Notify.Gateway.Problems;

namespace Notify.Gateway.OpenApi;

/// <summary>What holds for every route: the name, the key, the shape of errors.</summary>
internal sealed class DocumentFacts : IOpenApiDocumentTransformer
{
    public const string SecurityScheme = "apiKey";
    public const string ProblemSchema = "Problem";

    public async Task TransformAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        document.Info = new() { Title = "Notify", Version = "v1", Description = "Sends notifications, and keeps who can be notified and how." };
        document.Components ??= new();
        document.Components.Schemas ??= new Dictionary<string, IOpenApiSchema>();
        document.Components.Schemas[ProblemSchema] = await context.GetOrCreateSchemaAsync(typeof(Problem), null, cancellationToken);
        document.Components.Schemas.Remove(nameof(Microsoft.AspNetCore.Mvc.ProblemDetails)); // ours replaced it in every operation
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes[SecurityScheme] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "An API key of an environment.",
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(SecurityScheme, document)] = [] }];
    }
}
