using System.Reflection;

namespace Notify.GraphQL.Building;

/// <summary>A .NET type as GraphQL sees it: tasks, <c>Nullable&lt;T&gt;</c>, <see cref="Optional{T}"/> and lists taken apart, nullability known.</summary>
/// <param name="Type">The type; of a list, the list's own.</param>
/// <param name="IsNullable">Whether null is allowed.</param>
/// <param name="Item">The items; null unless it is a list.</param>
/// <param name="OptionalOf">What the <see cref="Optional{T}"/> around it is of; null when there was none.</param>
internal sealed record ClrShape(Type Type, bool IsNullable, ClrShape? Item = null, Type? OptionalOf = null)
{
    /// <summary>Gets the type inside all lists.</summary>
    public Type Core => Item?.Core ?? Type;

    public static ClrShape Of(NullabilityInfo info) => Of(info.Type, info);

    /// <summary>Answers the shape of a type about whose nullability nothing is known: values are not null.</summary>
    public static ClrShape Of(Type type) => Of(type, null);

    /// <summary>Replaces the type inside all lists, keeping the lists.</summary>
    public ClrShape WithCore(Type core) => Item is null ? this with { Type = core } : this with { Item = Item.WithCore(core) };

    private static ClrShape Of(Type type, NullabilityInfo? info)
    {
        if (type.IsGenericType)
        {
            var definition = type.GetGenericTypeDefinition();
            var argument = type.GetGenericArguments()[0];
            var argumentInfo = info?.GenericTypeArguments is [var first, ..] ? first : null;
            if (definition == typeof(Task<>) || definition == typeof(ValueTask<>))
            {
                return Of(argument, argumentInfo);
            }

            if (definition == typeof(Optional<>))
            {
                return Of(argument, argumentInfo) with { IsNullable = true, OptionalOf = argument };
            }

            if (definition == typeof(Nullable<>))
            {
                return Of(argument, null) with { IsNullable = true };
            }

            if (definition == typeof(IAsyncEnumerable<>))
            {
                return new ClrShape(type, IsNull(type, info), Of(argument, argumentInfo));
            }
        }

        var isNullable = IsNull(type, info);
        return ItemOf(type) is { } item ? new ClrShape(type, isNullable, Of(item, ItemInfo(item, info))) : new ClrShape(type, isNullable);
    }

    private static Type? ItemOf(Type type)
    {
        if (type == typeof(string) || ScalarTable.Find(type) is not null)
        {
            return null;
        }

        if (type.IsArray)
        {
            return type.GetElementType();
        }

        var enumerable = IsEnumerable(type) ? type : type.GetInterfaces().FirstOrDefault(IsEnumerable);
        return enumerable?.GetGenericArguments()[0];
    }

    private static NullabilityInfo? ItemInfo(Type item, NullabilityInfo? info) =>
        info?.ElementType ?? (info?.GenericTypeArguments is [var single] && single.Type == item ? single : null);

    private static bool IsEnumerable(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IEnumerable<>);

    private static bool IsNull(Type type, NullabilityInfo? info) =>
        !type.IsValueType && info is not null
        && (info.ReadState == NullabilityState.Unknown ? info.WriteState : info.ReadState) != NullabilityState.NotNull;
}
