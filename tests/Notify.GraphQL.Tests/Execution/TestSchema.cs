using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.TypeSystem.Introspection;

namespace Notify.GraphQL.Tests.Execution;

/// <summary>Builds small schemas by hand, and runs documents against them.</summary>
internal static class TestSchema
{
    public static readonly IServiceProvider Services = new ServiceCollection().BuildServiceProvider();

    public static ObjectType Object(string name, params FieldDefinition[] fields) => new() { Name = name, Fields = fields };

    /// <summary>A field that is read without waiting, from a dictionary.</summary>
    public static FieldDefinition Pure(string name, GraphQLType type) =>
        new() { Name = name, Type = type, Getter = source => ((IReadOnlyDictionary<string, object?>)source)[name] };

    public static FieldDefinition Resolved(string name, GraphQLType type, Func<ResolverContext, ValueTask<object?>> resolver, params InputValueDefinition[] arguments) =>
        new() { Name = name, Type = type, Resolver = new FieldResolver(resolver), Arguments = arguments };

    public static FieldDefinition Value(string name, GraphQLType type, object? value) => Resolved(name, type, _ => ValueTask.FromResult(value));

    public static FieldDefinition Throws(string name, GraphQLType type, string message) =>
        Resolved(name, type, _ => throw new GraphQLException(message));

    public static Schema Of(ObjectType query, ObjectType? mutation = null, params NamedType[] others) => new(
        query, mutation, null,
        [query, .. mutation is null ? Array.Empty<NamedType>() : [mutation], .. others, .. BuiltInScalars.All, .. IntrospectionTypes.All],
        BuiltInDirectives.All);

    public static RequestExecutor Executor(Schema schema, ExecutorOptions? options = null) =>
        new(schema, options ?? new ExecutorOptions(), NullLoggerFactory.Instance, new SubscriptionHub(Options.Create(new SubscriptionOptions())), null);

    public static async Task<string> RunAsync(Schema schema, string document, string? variables = null, ExecutorOptions? options = null)
    {
        using var executor = Executor(schema, options);
        return await RunAsync(executor, document, variables);
    }

    public static async Task<string> RunAsync(IRequestExecutor executor, string document, string? variables = null)
    {
        var request = new OperationRequest
        {
            Document = document.AsMemory(),
            Services = Services,
            Variables = variables is null ? null : JsonElement.Parse(variables),
        };
        await using var result = (OperationResult)await executor.ExecuteAsync(request, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(result.Json.Span);
    }

    public static Dictionary<string, object?> Row(params (string Key, object? Value)[] entries) => entries.ToDictionary(entry => entry.Key, entry => entry.Value);
}
