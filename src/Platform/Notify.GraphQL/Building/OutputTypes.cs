using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Pagination;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Finds or makes the type that shows values of a .NET type. Types are made empty and filled later, since they may hold each other.</summary>
internal sealed class OutputTypes(BuildContext context)
{
    private readonly Dictionary<Type, NamedType> byType = [];
    private readonly Dictionary<ComplexType, List<FieldDefinition>> fields = [];
    private readonly Queue<Action> pending = new();

    public GraphQLType Resolve(ClrShape shape, string where)
    {
        var type = shape.Item is { } item ? Resolve(item, where).AsList : (GraphQLType)Named(shape.Type, where);
        return shape.IsNullable ? type : type.AsNonNull;
    }

    public NamedType Named(Type type, string where)
    {
        if (byType.TryGetValue(type, out var known))
        {
            return known;
        }

        if (context.Configuration.Scalars.Find(scalar => scalar.RuntimeType == type) is { } custom)
        {
            return byType[type] = context.Names.AddScalar(custom);
        }

        if (ScalarTable.Find(type) is { } scalar)
        {
            return byType[type] = context.Names.AddScalar(scalar);
        }

        if (type.IsEnum)
        {
            return byType[type] = context.Names.Add(EnumFactory.Create(type, context.Docs), Naming.Readable(type));
        }

        if (Refusal(type) is { } refusal)
        {
            context.Problem($"{where}: {refusal}");
            return byType[type] = BuiltInScalars.String;
        }

        return Shell(type);
    }

    /// <summary>Makes an object type that shows no class of the application, such as a root or a connection.</summary>
    public ObjectType AddObject(ObjectType type, string origin, Func<IEnumerable<FieldDefinition>> makeFields)
    {
        context.Names.Add(type, origin);
        Fill(type, makeFields);
        return type;
    }

    public InterfaceType AddInterface(InterfaceType type, string origin, Func<IEnumerable<FieldDefinition>> makeFields)
    {
        context.Names.Add(type, origin);
        Fill(type, makeFields);
        return type;
    }

    public void AddField(ComplexType type, FieldDefinition field, string origin)
    {
        var list = fields[type];
        if (list.Exists(existing => existing.Name == field.Name))
        {
            context.Problem($"{origin}: the type {type.Name} has a field '{field.Name}' already. Rename one of them with [GraphQLName], or leave the other out with [GraphQLIgnore] or [BindMember].");
            return;
        }

        list.Add(field);
    }

    /// <summary>Makes what is still waiting, until nothing new turns up; then puts the fields and interfaces in.</summary>
    public void Complete()
    {
        Drain();
        InterfaceLinker.Link(context, fields);
        Drain();
        foreach (var (type, list) in fields)
        {
            type.Fields = list;
        }
    }

    private void Drain()
    {
        while (pending.TryDequeue(out var next))
        {
            next();
        }

        context.Inputs.Complete(); // inputs hold nothing but inputs, enums and scalars, so no output comes of them
    }

    private NamedType Shell(Type type)
    {
        var name = Naming.OfType(type);
        var description = Descriptions.OfType(type, context.Docs);
        var origin = Naming.Readable(type);
        if (type.IsDefined(typeof(UnionTypeAttribute), inherit: false))
        {
            var union = new UnionType { Name = name, Description = description, RuntimeType = type };
            byType[type] = context.Names.Add(union, origin);
            pending.Enqueue(() => union.Members = [.. Members(type, origin).OfType<ObjectType>()]);
            return union;
        }

        if (type.IsDefined(typeof(InterfaceTypeAttribute), inherit: false))
        {
            var face = new InterfaceType { Name = name, Description = description, RuntimeType = type };
            byType[type] = context.Names.Add(face, origin);
            Fill(face, () => context.Fields.OfClass(type, new FieldScope(name, type, type) { IsAbstract = true }));
            pending.Enqueue(() => _ = Members(type, origin));
            return face;
        }

        var shown = new ObjectType { Name = name, Description = description, RuntimeType = type, Authorization = AuthorizationRules.OfType(type, context.Classes) };
        byType[type] = context.Names.Add(shown, origin);
        Fill(shown, () => context.Fields.OfClass(type, new FieldScope(name, type, type)));
        context.Nodes.Consider(type, shown);
        return shown;
    }

    private List<NamedType> Members(Type type, string origin)
    {
        var members = context.Classes.Implementers(type).Select(implementer => Named(implementer, origin)).ToList();
        if (members.Count == 0)
        {
            context.Problem($"{origin}: no class in the registered assemblies implements it, so no value could ever be shown. Register the assembly of its classes with AddTypesFromAssembly.");
        }

        return members;
    }

    private void Fill(ComplexType type, Func<IEnumerable<FieldDefinition>> makeFields)
    {
        fields[type] = [];
        pending.Enqueue(() =>
        {
            foreach (var field in makeFields())
            {
                AddField(type, field, context.Fields.OriginOf(field, type.Name));
            }

            foreach (var (member, scope) in context.Fields.OfNamedExtensions(type.Name))
            {
                AddField(type, context.Fields.Build(member, scope), Naming.Readable(member));
            }
        });
    }

    private static string? Refusal(Type type)
    {
        if (type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(Connection<>) || definition == typeof(Edge<>)))
        {
            return $"{Naming.Readable(type)} is only shown by fields with [UsePaging]. Put the attribute on the member.";
        }

        if (typeof(Exception).IsAssignableFrom(type))
        {
            return null; // an exception is shown as an error of a mutation
        }

        return type.IsPointer || type.IsByRef || type.IsByRefLike || type.IsGenericParameter || typeof(Delegate).IsAssignableFrom(type)
            || type.Namespace is "System" or "Microsoft" || (type.Namespace?.StartsWith("System.", StringComparison.Ordinal) ?? false)
            || (type.Namespace?.StartsWith("Microsoft.", StringComparison.Ordinal) ?? false)
            ? $"{Naming.Readable(type)} cannot be shown. Answer a class of your own or a type with a scalar, register a scalar for it with AddScalarType, or leave the member out with [GraphQLIgnore]."
            : null;
    }
}
