namespace Notify.GraphQL.TypeSystem;

internal sealed partial class SchemaValidator
{
    private void CheckInterfaces(ComplexType type)
    {
        CheckUnique(type.Interfaces.Select(@interface => @interface.Name), name => $"The type '{type.Name}' names the interface '{name}' more than once; name it once.");
        foreach (var @interface in type.Interfaces)
        {
            if (ReferenceEquals(@interface, type))
            {
                Report($"The interface '{type.Name}' implements itself; take that away.");
                continue;
            }

            foreach (var inherited in @interface.Interfaces.Where(inherited => !type.Interfaces.Contains(inherited)))
            {
                Report(ReferenceEquals(inherited, type)
                    ? $"The interfaces '{type.Name}' and '{@interface.Name}' implement each other; take one of them away."
                    : $"The type '{type.Name}' implements '{@interface.Name}' but not its interface '{inherited.Name}'; declare both.");
            }

            foreach (var expected in @interface.Fields)
            {
                CheckImplementation(type, @interface, expected);
            }
        }
    }

    private void CheckImplementation(ComplexType type, InterfaceType @interface, FieldDefinition expected)
    {
        var wanted = $"'{@interface.Name}.{expected.Name}'";
        if (type.FindField(expected.Name) is not { } field)
        {
            Report($"The type '{type.Name}' lacks the field '{expected.Name}: {expected.Type}' of its interface '{@interface.Name}'; add it.");
            return;
        }

        var own = $"The field '{type.Name}.{field.Name}'";
        if (!IsSubtype(field.Type, expected.Type))
        {
            Report($"{own} is of type '{field.Type}', but {wanted} promises '{expected.Type}'; let it answer that or a subtype.");
        }

        if (field.DeprecationReason is not null && expected.DeprecationReason is null)
        {
            Report($"{own} is deprecated, but {wanted} is not; deprecate both or neither.");
        }

        foreach (var argument in expected.Arguments)
        {
            if (field.FindArgument(argument.Name) is not { } twin)
            {
                Report($"{own} lacks the argument '{argument.Name}: {argument.Type}' of {wanted}; add it.");
            }
            else if (!ReferenceEquals(twin.Type, argument.Type))
            {
                Report($"The argument '{argument.Name}' of '{type.Name}.{field.Name}' takes '{twin.Type}', but that of {wanted} takes '{argument.Type}'; make them the same.");
            }
        }

        foreach (var argument in field.Arguments.Where(argument => argument.IsRequired && expected.FindArgument(argument.Name) is null))
        {
            Report($"{own} requires the argument '{argument.Name}', which {wanted} does not have; make it nullable or give it a default.");
        }
    }

    /// <summary>Answers whether every value of <paramref name="type"/> is one of <paramref name="expected"/>.</summary>
    private bool IsSubtype(GraphQLType type, GraphQLType expected)
    {
        while (!ReferenceEquals(type, expected))
        {
            switch (type, expected)
            {
                case (NonNullType own, NonNullType wanted): (type, expected) = (own.OfType, wanted.OfType); break;
                case (NonNullType own, _): type = own.OfType; break;
                case (ListType own, ListType wanted): (type, expected) = (own.OfType, wanted.OfType); break;
                case (ObjectType own, UnionType or InterfaceType): return schema.IsPossibleType((NamedType)expected, own);
                case (InterfaceType own, InterfaceType wanted): return own.Interfaces.Contains(wanted);
                default: return false;
            }
        }

        return true;
    }
}
