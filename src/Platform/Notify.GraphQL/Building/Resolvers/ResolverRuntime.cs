using System.Runtime.CompilerServices;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>What compiled resolvers call while they run. Everything that is done already is answered at once.</summary>
internal static class ResolverRuntime
{
    private static readonly object True = true;

    /// <summary>What a method without a result answers.</summary>
    public static readonly ValueTask<object?> Done = new(True);

    public static ValueTask<object?> Finish(Task task)
    {
        return task.IsCompletedSuccessfully ? Done : Wait(task);

        static async ValueTask<object?> Wait(Task task)
        {
            await task.ConfigureAwait(false);
            return True;
        }
    }

    public static ValueTask<object?> Finish(ValueTask task)
    {
        return task.IsCompletedSuccessfully ? Done : Wait(task);

        static async ValueTask<object?> Wait(ValueTask task)
        {
            await task.ConfigureAwait(false);
            return True;
        }
    }

    public static ValueTask<object?> Answer<T>(Task<T> task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<object?>(task.Result) : Wait(task);

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))] // one for each key of a loader; whoever calls a resolver awaits it once
        static async ValueTask<object?> Wait(Task<T> task) => await task.ConfigureAwait(false);
    }

    public static ValueTask<object?> Answer<T>(ValueTask<T> task)
    {
        return task.IsCompletedSuccessfully ? new ValueTask<object?>(task.Result) : Wait(task);

        static async ValueTask<object?> Wait(ValueTask<T> task) => await task.ConfigureAwait(false);
    }

    public static async ValueTask<object?> CollectAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items.ConfigureAwait(false))
        {
            list.Add(item);
        }

        return list;
    }

    public static object? Convert(object? value, Func<object?, object?> convert) =>
        ReferenceEquals(value, InputObjectValue.Missing) ? value : convert(value);

    public static T Given<T>(object? value, T fallback) =>
        ReferenceEquals(value, InputObjectValue.Missing) ? fallback : value is null ? default! : (T)value; // null only where the type allows it

    public static T Service<T>(ResolverContext context)
        where T : notnull => context.Services.GetRequiredService<T>();

    public static T? ServiceOrNull<T>(ResolverContext context) => context.Services.GetService<T>();

    public static T KeyedService<T>(ResolverContext context, string key)
        where T : notnull => context.Services.GetRequiredKeyedService<T>(key);

    public static T Instance<T>(ResolverContext context)
        where T : notnull => context.Services.GetService<T>() ?? ActivatorUtilities.CreateInstance<T>(context.Services);

    public static T Event<T>(ResolverContext context) => context.EventMessage is T message
        ? message
        : throw new InvalidOperationException($"{context.Field.Definition.Coordinate} expects an event of the type {typeof(T).Name}, but got {context.EventMessage?.GetType().Name ?? "none"}.");

    public static T GlobalState<T>(ResolverContext context, string key) =>
        State<T>(context, key, ResolverState.TryGet(context, key, out var value), value);

    public static T ScopedState<T>(ResolverContext context, string key) =>
        State<T>(context, key, ResolverState.TryFindScoped(context, key, out var value), value);

    public static T LocalState<T>(ResolverContext context, string key) =>
        State<T>(context, key, ResolverState.TryFindLocal(context, key, out var value), value);

    public static T Loader<T>(ResolverContext context, Func<RequestState, object> create) => (T)context.Request.Loader(typeof(T), create);

    private static T State<T>(ResolverContext context, string key, bool isSet, object? value) =>
        isSet && value is T state ? state
        : default(T) is null ? default! // a parameter of a reference type or Nullable<T> is told by null
        : throw new InvalidOperationException($"{context.Field.Definition.Coordinate} needs the state '{key}' of the type {typeof(T).Name}, which nobody has set.");
}
