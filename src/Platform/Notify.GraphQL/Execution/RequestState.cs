using System.Collections.Concurrent;
using System.Security.Claims;
using Notify.GraphQL.DataLoaders;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>What all resolvers of one execution share.</summary>
internal sealed class RequestState
{
    private ConcurrentDictionary<Type, object>? loaders;
    private List<IError>? errors;

    public required Schema Schema { get; init; }

    public required IServiceProvider Services { get; init; }

    public required OperationRequest Request { get; init; }

    public required VariableValues Variables { get; init; }

    public required RequestLifetime Lifetime { get; init; }

    public required ExceptionMapper Exceptions { get; init; }

    /// <summary>Gets or sets who batches loaders' keys; set by the execution itself.</summary>
    public IBatchScheduler Scheduler { get; set; } = null!; // FieldExecution sets it before any resolver runs

    public object? EventMessage { get; init; }

    public ClaimsPrincipal User => Request.User;

    public IDictionary<string, object?> ContextData => Request.ContextData;

    public CancellationToken RequestAborted => Lifetime.Token;

    /// <summary>Gets the errors so far; read once everything has run.</summary>
    public IReadOnlyList<IError> Errors => errors is null ? [] : errors;

    /// <summary>Answers this request's one loader of a type, making it on first use.</summary>
    public object Loader(Type type, Func<RequestState, object> create)
    {
        var known = loaders ?? Interlocked.CompareExchange(ref loaders, new ConcurrentDictionary<Type, object>(), null) ?? loaders!; // set one line above
        return known.GetOrAdd(type, static (_, args) => args.create(args.Self), (create, Self: this));
    }

    /// <summary>Adds an error. Thread-safe: resolvers may report from any thread.</summary>
    public void Report(IError error)
    {
        lock (Request)
        {
            (errors ??= []).Add(error);
        }
    }

    /// <summary>Adds what a field threw, as errors at its place.</summary>
    public void ReportException(Exception exception, FieldPlan field, Path path) => Exceptions.Report(this, exception, field, path);

    public void ReportError(IError error, ResolverContext context) => Report(ExceptionMapper.Placed(error, context.Field, context.Path));
}
