using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;

namespace Notify.Gateway.Tests.OpenApi;

public sealed class ApiDescriptionTests(RunningGateway gateway)
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "patch"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_v1_route_is_described()
    {
        var described = Operations(await ReadAsync()).Select(static operation => operation.Name).Order(StringComparer.Ordinal);

        var mapped = from route in gateway.Routes
                     let path = route.RoutePattern.RawText?.TrimEnd('/') ?? ""
                     where path.StartsWith("/v1/", StringComparison.Ordinal)
                     from method in route.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? []
                     select $"{method.ToLowerInvariant()} {path}";
        Assert.Equal(mapped.Order(StringComparer.Ordinal), described);
    }

    [Fact]
    public async Task The_document_is_whole_OpenAPI_3_1()
    {
        var document = await ReadAsync();

        Assert.StartsWith("3.1.", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal("bearer", document.GetProperty("components").GetProperty("securitySchemes").GetProperty("apiKey").GetProperty("scheme").GetString());
        Assert.All(References(document), reference => Assert.True(Resolves(document, reference), $"{reference} leads nowhere."));
    }

    [Fact]
    public async Task Every_operation_tells_its_answers_its_errors_and_its_parameters()
    {
        Assert.All(Operations(await ReadAsync()), static operation =>
        {
            var responses = operation.Value.GetProperty("responses");
            Assert.Contains(responses.EnumerateObject(), static response => response.Name.StartsWith('2'));
            Assert.All(["401", "403", "500", "503"], status => Assert.Equal(
                "#/components/schemas/Problem",
                responses.GetProperty(status).GetProperty("content").GetProperty("application/problem+json").GetProperty("schema").GetProperty("$ref").GetString()));
            Assert.Equal(
                operation.Name.Contains('{', StringComparison.Ordinal), Parameters(operation.Value).Any(static parameter => parameter.GetProperty("in").GetString() == "path"));
            Assert.Equal(
                !operation.Name.StartsWith("get ", StringComparison.Ordinal),
                Parameters(operation.Value).Any(static parameter => parameter.GetProperty("name").GetString() == "Idempotency-Key"));
            Assert.False(string.IsNullOrEmpty(operation.Value.GetProperty("summary").GetString()), $"{operation.Name} has no summary.");
        });
    }

    private async Task<JsonElement> ReadAsync()
    {
        using var stranger = gateway.Stranger();
        return await stranger.GetFromJsonAsync<JsonElement>("/openapi/v1.json", Token);
    }

    private static IEnumerable<(string Name, JsonElement Value)> Operations(JsonElement document) =>
        from path in document.GetProperty("paths").EnumerateObject()
        from operation in path.Value.EnumerateObject()
        where Methods.Contains(operation.Name)
        select ($"{operation.Name} {path.Name}", operation.Value);

    private static JsonElement.ArrayEnumerator Parameters(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters) ? parameters.EnumerateArray() : default;

    private static IEnumerable<string> References(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(static member =>
            member is { Name: "$ref", Value.ValueKind: JsonValueKind.String } ? [member.Value.GetString() ?? ""] : References(member.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(References),
        _ => [],
    };

    private static bool Resolves(JsonElement document, string reference)
    {
        foreach (var segment in reference.Split('/').Skip(1))
        {
            if (document.ValueKind != JsonValueKind.Object || !document.TryGetProperty(segment, out document))
            {
                return false;
            }
        }

        return reference.StartsWith("#/", StringComparison.Ordinal);
    }
}
