using System.Security.Claims;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Building;

/// <summary>A server of a few classes, without a host.</summary>
internal sealed class BuiltServer : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private BuiltServer(ServiceProvider services) => this.services = services;

    public Schema Schema => services.GetRequiredService<Schema>();

    public IServiceProvider Services => services;

    public static BuiltServer Of(Action<IRequestExecutorBuilder> configure)
    {
        var collection = new ServiceCollection();
        configure(collection.AddGraphQLServer());
        return new BuiltServer(collection.BuildServiceProvider());
    }

    public static BuiltServer Of(params Type[] types) => Of(builder => builder.AddTypes(types));

    /// <summary>Builds the schema and answers what is wrong with the classes.</summary>
    public static IReadOnlyList<string> ProblemsOf(Action<IRequestExecutorBuilder> configure)
    {
        using var server = Of(configure).services;
        return Assert.Throws<SchemaException>(server.GetRequiredService<Schema>).Problems;
    }

    public static IReadOnlyList<string> ProblemsOf(params Type[] types) => ProblemsOf(builder => builder.AddTypes(types));

    public ObjectType Type(string name) => Assert.IsType<ObjectType>(Schema.FindType(name));

    public async Task<string> RunAsync(string document, object? variables = null, ClaimsPrincipal? user = null, Action<OperationRequest>? prepare = null)
    {
        await using var result = await ExecuteAsync(document, variables, user, prepare);
        return Encoding.UTF8.GetString(Assert.IsType<OperationResult>(result).Json.Span);
    }

    /// <summary>Runs a document and answers the codes of its errors, with their paths.</summary>
    public async Task<string[]> ErrorsAsync(string document, object? variables = null, ClaimsPrincipal? user = null)
    {
        await using var result = await ExecuteAsync(document, variables, user, null);
        return [.. Assert.IsType<OperationResult>(result).Errors.Select(error => $"{error.Code} {error.Path}".Trim())];
    }

    public async ValueTask<IExecutionResult> ExecuteAsync(string document, object? variables, ClaimsPrincipal? user, Action<OperationRequest>? prepare)
    {
        await using var scope = services.CreateAsyncScope();
        var request = new OperationRequest
        {
            Document = document.AsMemory(),
            Services = scope.ServiceProvider,
            Variables = variables is null ? null : JsonSerializer.SerializeToElement(variables),
        };
        if (user is not null)
        {
            request.User = user;
        }

        prepare?.Invoke(request);

        // As under ASP.NET Core there is no synchronization context, which would keep resolvers from going on where a loader's batch ends.
        return await Task.Run(() => services.GetRequiredService<IRequestExecutor>().ExecuteAsync(request, TestContext.Current.CancellationToken).AsTask());
    }

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
