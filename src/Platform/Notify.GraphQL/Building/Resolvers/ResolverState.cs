using Notify.GraphQL.Execution;
using Notify.GraphQL.Resolvers;

namespace Notify.GraphQL;

/// <summary>State that resolvers hand down to the fields below them. Thread-safe among these methods.</summary>
public static class ResolverState
{
    /// <summary>Sets state for this field and all fields below it, which they read with <c>[ScopedState]</c>.</summary>
    /// <param name="context">The field.</param>
    /// <param name="key">The state's key.</param>
    /// <param name="value">The state.</param>
    public static void SetScopedState(this IResolverContext context, string key, object? value) => Set(context, $"scoped:{context.Path}:{key}", value);

    /// <summary>Sets state for this response position alone, which its resolver reads with <c>[LocalState]</c>.</summary>
    /// <param name="context">The field.</param>
    /// <param name="key">The state's key.</param>
    /// <param name="value">The state.</param>
    public static void SetLocalState(this IResolverContext context, string key, object? value) => Set(context, $"local:{context.Path}:{key}", value);

    internal static bool TryFindLocal(ResolverContext context, string key, out object? value) => TryGet(context, $"local:{context.Path}:{key}", out value);

    internal static bool TryFindScoped(ResolverContext context, string key, out object? value)
    {
        for (var path = context.Path; path is not null; path = path.Parent)
        {
            if (TryGet(context, $"scoped:{path}:{key}", out value))
            {
                return true;
            }
        }

        value = null;
        return false;
    }

    internal static bool TryGet(ResolverContext context, string key, out object? value)
    {
        lock (context.ContextData)
        {
            return context.ContextData.TryGetValue(key, out value);
        }
    }

    private static void Set(IResolverContext context, string key, object? value)
    {
        lock (context.ContextData)
        {
            context.ContextData[key] = value;
        }
    }
}
