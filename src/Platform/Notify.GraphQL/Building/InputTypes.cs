using System.Reflection;
using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Relay;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Finds or makes the type that reads values of a .NET type, and how what was read becomes such a value.</summary>
internal sealed class InputTypes(BuildContext context)
{
    private readonly Dictionary<Type, InputObjectPlan> objects = [];
    private readonly Dictionary<Type, EnumType> enums = [];
    private readonly Queue<InputObjectPlan> pending = new();

    /// <summary>Makes the type and the conversion of an argument or input field; the attribute is that of a global id, if it is one.</summary>
    public (GraphQLType Type, Func<object?, object?>? Convert) Resolve(ClrShape shape, IDAttribute? id, string where)
    {
        var core = id is null ? Leaf(shape.Core, where) : IdLeaf(id, shape.Core, where);
        var type = Wrap(shape, core.Type);
        var convert = InputConverters.For(shape, core.Convert, where, context);
        return (type, shape.OptionalOf is { } optional ? InputConverters.Optional(optional, convert) : convert);
    }

    public InputObjectType Object(Type type) => Plan(type).Type;

    /// <summary>Tells whether a parameter of a type could be an argument at all; used to word problems.</summary>
    public bool IsReadable(Type type) =>
        context.Configuration.Scalars.Exists(scalar => scalar.RuntimeType == type) || ScalarTable.Find(type) is not null || type.IsEnum
        || (type is { IsInterface: false, IsAbstract: false, IsPointer: false, IsByRef: false, IsByRefLike: false }
            && !typeof(Delegate).IsAssignableFrom(type)
            && type.Namespace is not ("System" or "Microsoft")
            && !(type.Namespace?.StartsWith("System.", StringComparison.Ordinal) ?? false)
            && !(type.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) ?? false)
            && InputObjectPlan.ConstructorOf(type) is not null);

    public void Complete()
    {
        while (pending.TryDequeue(out var plan))
        {
            plan.Complete(context);
        }
    }

    private static GraphQLType Wrap(ClrShape shape, NamedType core)
    {
        var type = shape.Item is { } item ? Wrap(item, core).AsList : (GraphQLType)core;
        return shape.IsNullable ? type : type.AsNonNull;
    }

    private (NamedType Type, Func<object, object>? Convert) Leaf(Type type, string where)
    {
        if (context.Configuration.Scalars.Find(scalar => scalar.RuntimeType == type) is { } custom)
        {
            return (context.Names.AddScalar(custom), null);
        }

        if (ScalarTable.Find(type) is { } scalarType)
        {
            return (context.Names.AddScalar(scalarType), InputConverters.FromScalar(scalarType, type));
        }

        if (type.IsEnum)
        {
            return (EnumOf(type), null);
        }

        if (!IsReadable(type))
        {
            context.Problem($"{where}: {Naming.Readable(type)} cannot be read. Take a class or record of your own with a public constructor or settable properties, or a type with a scalar.");
            return (BuiltInScalars.String, null);
        }

        var plan = Plan(type);
        return (plan.Type, plan.Create);
    }

    private EnumType EnumOf(Type type)
    {
        if (!enums.TryGetValue(type, out var known))
        {
            enums[type] = known = (EnumType)context.Outputs.Named(type, Naming.Readable(type));
        }

        return known;
    }

    private (NamedType Type, Func<object, object>? Convert) IdLeaf(IDAttribute id, Type type, string where)
    {
        if (!NodeIds.Reads(type))
        {
            context.Problem($"{where}: an [ID] cannot become a {Naming.Readable(type)}. Take a string, Guid, int or long.");
        }

        var typeName = id.NodeType is { } nodeType ? Naming.OfType(nodeType) : id.TypeName;
        var ids = context.Ids;
        return (BuiltInScalars.Id, value => ids.Parse((string)value, typeName, type));
    }

    private InputObjectPlan Plan(Type type)
    {
        if (!objects.TryGetValue(type, out var plan))
        {
            objects[type] = plan = new InputObjectPlan(type, new InputObjectType
            {
                Name = Naming.OfInput(type),
                Description = Descriptions.OfType(type, context.Docs),
                RuntimeType = type,
                IsOneOf = type.IsDefined(typeof(OneOfAttribute)),
            });
            context.Names.Add(plan.Type, Naming.Readable(type));
            pending.Enqueue(plan);
        }

        return plan;
    }
}
