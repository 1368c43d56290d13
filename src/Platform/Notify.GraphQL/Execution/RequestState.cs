using System.Collections.Concurrent;
using System.Security.Claims;
using Notify.GraphQL.DataLoaders;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>What all resolvers of one execution share.</summary>
internal sealed class RequestState
{
    private ConcurrentDictionary<Type, object>? loaders;

    public required Schema Schema { get; init; }

    public required IServiceProvider Services { get; init; }

    public required ClaimsPrincipal User { get; init; }

    public required IDictionary<string, object?> ContextData { get; init; }

    public required VariableValues Variables { get; init; }

    public required CancellationToken RequestAborted { get; init; }

    public required IBatchScheduler Scheduler { get; init; }

    public object? EventMessage { get; init; }

    /// <summary>Gets the errors so far. Guarded by itself: resolvers may report from any thread.</summary>
    public List<IError> Errors { get; } = [];

    /// <summary>Answers this request's one loader of a type, making it on first use.</summary>
    public object Loader(Type type, Func<RequestState, object> create) =>
        (loaders ??= new ConcurrentDictionary<Type, object>()).GetOrAdd(type, static (_, args) => args.create(args.self), (create, self: this));

    public void ReportError(IError error, ResolverContext context)
    {
        var placed = error.Path is null && error is GraphQLError own
            ? own with { Path = context.Path, Locations = own.Locations.Count > 0 ? own.Locations : context.Field.Locations }
            : error;
        lock (Errors)
        {
            Errors.Add(placed);
        }
    }
}
