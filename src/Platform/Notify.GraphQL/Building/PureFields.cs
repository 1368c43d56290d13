using System.Linq.Expressions;
using System.Reflection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Compiles property reads, and for leaves the writing too, so that neither boxes a value.</summary>
internal static class PureFields
{
    public static Func<object, object?> Getter(PropertyInfo property, Type owner)
    {
        var source = Expression.Parameter(typeof(object), "source");
        return Expression.Lambda<Func<object, object?>>(Expression.Convert(Read(source, property, owner), typeof(object)), source).Compile();
    }

    /// <summary>Answers null when the leaf's own way of writing must do.</summary>
    public static LeafWriter? WriteLeaf(PropertyInfo property, Type owner, GraphQLType type)
    {
        var core = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type.Nullable is not NamedType leaf || LeafWriters.Find(core, leaf) is not { } write)
        {
            return null;
        }

        var source = Expression.Parameter(typeof(object), "source");
        var buffer = Expression.Parameter(typeof(ResponseBuffer), "buffer");
        var value = Expression.Variable(property.PropertyType, "value");
        var body = property.PropertyType.IsValueType && core == property.PropertyType
            ? (Expression)Expression.Block(Expression.Call(write, Read(source, property, owner), buffer), Expression.Constant(true))
            : Expression.Block(
                [value],
                Expression.Assign(value, Read(source, property, owner)),
                Expression.Condition(
                    core == property.PropertyType ? Expression.ReferenceEqual(value, Expression.Constant(null)) : Expression.Not(Expression.Property(value, "HasValue")),
                    Expression.Constant(false),
                    Expression.Block(
                        Expression.Call(write, core == property.PropertyType ? value : Expression.Call(value, "GetValueOrDefault", null), buffer),
                        Expression.Constant(true))));
        return Expression.Lambda<LeafWriter>(body, source, buffer).Compile();
    }

    private static MemberExpression Read(Expression source, PropertyInfo property, Type owner) =>
        Expression.Property(property.GetMethod!.IsStatic ? null : ResolverExpressions.Unwrap(source, owner), property); // only readable properties get here
}
