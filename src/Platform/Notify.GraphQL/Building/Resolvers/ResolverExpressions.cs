using System.Linq.Expressions;
using System.Reflection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>The pieces that resolver methods are compiled from.</summary>
internal static class ResolverExpressions
{
    /// <summary>Makes a call that answers whatever the method answers into a resolver's <c>ValueTask&lt;object?&gt;</c>.</summary>
    public static Expression Answer(Expression call)
    {
        var type = call.Type;
        if (type == typeof(void))
        {
            return Expression.Block(call, Expression.Constant(ResolverRuntime.Done));
        }

        if (type == typeof(Task) || type == typeof(ValueTask))
        {
            return Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.Finish), null, call);
        }

        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            var argument = type.GetGenericArguments()[0];
            if (definition == typeof(Task<>) || definition == typeof(ValueTask<>))
            {
                return Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.Answer), [argument], call);
            }

            if (definition == typeof(IAsyncEnumerable<>))
            {
                return Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.CollectAsync), [argument], call);
            }
        }

        return Expression.New(typeof(ValueTask<object?>).GetConstructor([typeof(object)])!, Expression.Convert(call, typeof(object))); // ValueTask<T>(T)
    }

    /// <summary>Reads a coerced value as a parameter's type: the fallback when it was not given.</summary>
    public static Expression Argument(Expression value, Type type, object? fallback, InputValueDefinition? definition)
    {
        var converted = definition?.Convert is { } convert
            ? Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.Convert), null, value, Expression.Constant(convert))
            : value;
        return Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.Given), [type], converted, Fallback(type, fallback));
    }

    public static Expression Parent(ParameterExpression context, Type type) =>
        Unwrap(Expression.Property(context, nameof(ResolverContext.Source)), type);

    public static Expression Unwrap(Expression value, Type type) => type.IsValueType ? Expression.Unbox(value, type) : Expression.Convert(value, type);

    /// <summary>Answers the object whose method is called: the parent's value, an instance of the extension class, or null for static ones.</summary>
    public static Expression? Target(MethodInfo method, FieldScope scope, ParameterExpression context)
    {
        if (method.IsStatic)
        {
            return null;
        }

        return scope.IsOwn
            ? Parent(context, method.DeclaringType ?? scope.Class)
            : Expression.Call(typeof(ResolverRuntime), nameof(ResolverRuntime.Instance), [scope.Class], context);
    }

    private static Expression Fallback(Type type, object? fallback)
    {
        if (fallback is null)
        {
            return Expression.Default(type);
        }

        var core = Nullable.GetUnderlyingType(type) ?? type;
        var value = core.IsInstanceOfType(fallback) ? fallback : System.Convert.ChangeType(fallback, core, System.Globalization.CultureInfo.InvariantCulture);
        return Expression.Convert(Expression.Constant(value, core), type);
    }
}
