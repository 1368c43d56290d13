using System.Linq.Expressions;
using System.Reflection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Where a compiled method finds what its parameters are given.</summary>
/// <param name="Context">The resolver's context.</param>
/// <param name="ArgumentAt">The coerced and converted argument with an index.</param>
/// <param name="Paging">The checked paging arguments; null on fields without paging.</param>
internal sealed record BindingFrame(ParameterExpression Context, Func<int, Expression> ArgumentAt, Expression? Paging = null)
{
    /// <summary>Gets the global id that a node resolver's first argument is; null elsewhere.</summary>
    public Expression? NodeId { get; init; }
}

/// <summary>A resolver method, each parameter of which is known to be an argument or something given to it.</summary>
internal sealed class BoundMethod(MethodInfo method, FieldScope scope)
{
    public MethodInfo Method => method;

    public FieldScope Scope => scope;

    /// <summary>Gets the GraphQL arguments that come from parameters, in their order.</summary>
    public List<InputValueDefinition> Arguments { get; } = [];

    /// <summary>Gets how each parameter is read.</summary>
    public List<Func<BindingFrame, Expression>> Parameters { get; } = [];

    /// <summary>Gets or sets whether anything but the parent is read, so that the method cannot be called while the response is written.</summary>
    public bool ReadsMoreThanParent { get; set; }

    public Expression Call(BindingFrame frame) =>
        Expression.Call(ResolverExpressions.Target(method, scope, frame.Context), method, Parameters.Select(read => read(frame)));

    /// <summary>Compiles the method with arguments as the field's own.</summary>
    public FieldResolver Compile()
    {
        var context = Expression.Parameter(typeof(ResolverContext), "context");
        return Compile(new BindingFrame(context, index => OwnArgument(context, index)));
    }

    public FieldResolver Compile(BindingFrame frame) =>
        Expression.Lambda<FieldResolver>(ResolverExpressions.Answer(Call(frame)), frame.Context).Compile();

    /// <summary>Compiles a method that reads nothing but its parent.</summary>
    public Func<object, object?> CompileGetter()
    {
        var source = Expression.Parameter(typeof(object), "source");
        var parameters = method.GetParameters().Select(parameter => ResolverExpressions.Unwrap(source, parameter.ParameterType));
        var target = method.IsStatic ? null : ResolverExpressions.Unwrap(source, method.DeclaringType ?? scope.Class);
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Expression.Call(target, method, parameters), typeof(object)), source).Compile();
    }

    public static Expression OwnArgument(Expression context, int index) =>
        Expression.ArrayIndex(Expression.Property(context, nameof(ResolverContext.Arguments)), Expression.Constant(index));
}
