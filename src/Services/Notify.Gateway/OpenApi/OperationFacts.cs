using System.Globalization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Notify.Gateway.Rest;
using Notify.Primitives;

namespace Notify.Gateway.OpenApi;

/// <summary>What holds for many operations: the body they read by themselves, the idempotency key, and the errors they share.</summary>
internal sealed class OperationFacts : IOpenApiOperationTransformer
{
    private static readonly ErrorCode[] Everywhere = [ErrorCode.Unauthorized, ErrorCode.Forbidden, ErrorCode.Internal, ErrorCode.Unavailable];

    private static readonly ErrorCode[] WhereSomethingChanges =
        [ErrorCode.ValidationError, ErrorCode.IdempotencyConflict, ErrorCode.PayloadTooLarge, ErrorCode.UnsupportedMediaType];

    public async Task TransformAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var changes = context.Description.HttpMethod != HttpMethods.Get;
        AddProblems(
            operation,
            context,
            [.. Everywhere, .. changes ? WhereSomethingChanges : [], .. metadata.OfType<RefusalDescription>().SelectMany(static refusal => refusal.Codes)]);
        if (changes)
        {
            AddIdempotencyKey(operation);
        }

        if (metadata.OfType<JsonBodyDescription>().LastOrDefault() is { } body)
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(body.Shape, null, cancellationToken) },
                },
            };
        }
    }

    private static void AddProblems(OpenApiOperation operation, OpenApiOperationTransformerContext context, ErrorCode[] codes)
    {
        operation.Responses ??= [];
        foreach (var (status, response) in operation.Responses.ToList())
        {
            if (response.Content?.ContainsKey("application/problem+json") == true)
            {
                operation.Responses[status] = ProblemOf(response.Description ?? "", context); // said with the framework's own shape
            }
        }

        foreach (var group in codes.GroupBy(static code => code.Status))
        {
            var description = string.Join(" ", group.Select(static code => $"{code.Text}: {code.Title}"));
            operation.Responses[group.Key.ToString(CultureInfo.InvariantCulture)] = ProblemOf(description, context);
        }
    }

    private static OpenApiResponse ProblemOf(string description, OpenApiOperationTransformerContext context) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(DocumentFacts.ProblemSchema, context.Document) },
        },
    };

    private static void AddIdempotencyKey(OpenApiOperation operation)
    {
        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = IdempotencyKeys.Header,
            In = ParameterLocation.Header,
            Description = "Makes repeats safe: the same key with the same request gets the first answer.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String, MinLength = 1, MaxLength = 255, Pattern = "^[!-~]+$" },
        });
    }
}
