using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Turns coerced values into values of the .NET types that resolvers take.</summary>
internal static class InputConverters
{
    private static readonly MethodInfo ArrayOf = Own(nameof(ToArray));
    private static readonly MethodInfo ListOf = Own(nameof(ToList));
    private static readonly MethodInfo SetOf = Own(nameof(ToSet));

    /// <summary>Answers the conversion of a shape whose innermost values are converted by <paramref name="leaf"/>; null when nothing is to be done.</summary>
    public static Func<object?, object?>? For(ClrShape shape, Func<object, object>? leaf, string where, BuildContext context)
    {
        if (shape.Item is null)
        {
            return leaf is null ? null : value => value is null ? null : leaf(value);
        }

        var item = For(shape.Item, leaf, where, context);
        var itemType = shape.Item.IsNullable && shape.Item.Type.IsValueType ? typeof(Nullable<>).MakeGenericType(shape.Item.Type) : shape.Item.Type;
        var maker = shape.Type.IsAssignableFrom(itemType.MakeArrayType()) ? ArrayOf
            : shape.Type.IsAssignableFrom(typeof(List<>).MakeGenericType(itemType)) ? ListOf
            : shape.Type.IsAssignableFrom(typeof(HashSet<>).MakeGenericType(itemType)) ? SetOf
            : null;
        if (maker is null)
        {
            context.Problem($"{where}: a list cannot become a {Naming.Readable(shape.Type)}. Take an array, IReadOnlyList, List or IReadOnlySet.");
            return null;
        }

        var make = maker.MakeGenericMethod(itemType).CreateDelegate<Func<object?[], Func<object?, object?>?, object>>();
        return value =>
        {
            RuntimeHelpers.EnsureSufficientExecutionStack();
            return value is object?[] items ? make(items, item) : value;
        };
    }

    /// <summary>Wraps a conversion's result in an <see cref="GraphQL.Optional{T}"/>.</summary>
    public static Func<object?, object?> Optional(Type type, Func<object?, object?>? convert)
    {
        var input = Expression.Parameter(typeof(object), "value");
        var given = Expression.New(typeof(Optional<>).MakeGenericType(type).GetConstructors()[0], ResolverExpressions.Argument(input, type, null, null));
        var wrap = Expression.Lambda<Func<object?, object>>(Expression.Convert(given, typeof(object)), input).Compile();
        return value => wrap(convert is null ? value : convert(value));
    }

    /// <summary>Answers what is to be done when a scalar's values are of another .NET type than asked for; null when they are not.</summary>
    public static Func<object, object>? FromScalar(ScalarType scalar, Type type)
    {
        if (type == typeof(float))
        {
            return static value => (float)(double)value;
        }

        return ReferenceEquals(scalar, AnyScalar.Instance) && type != typeof(JsonElement) && type != typeof(object)
            ? static value => ((JsonElement)value).Deserialize<Dictionary<string, object?>>() ?? []
            : null;
    }

    private static T[] ToArray<T>(object?[] items, Func<object?, object?>? convert)
    {
        var array = new T[items.Length];
        for (var i = 0; i < items.Length; i++)
        {
            array[i] = (T)(convert is null ? items[i] : convert(items[i]))!; // null only where the item type allows it
        }

        return array;
    }

    private static List<T> ToList<T>(object?[] items, Func<object?, object?>? convert) => [.. ToArray<T>(items, convert)];

    private static HashSet<T> ToSet<T>(object?[] items, Func<object?, object?>? convert) => [.. ToArray<T>(items, convert)];

    private static MethodInfo Own(string name) => typeof(InputConverters).GetMethod(name, BindingFlags.Static | BindingFlags.NonPublic)!; // a method of this class
}
