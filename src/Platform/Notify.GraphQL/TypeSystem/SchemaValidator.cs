using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;

namespace Notify.GraphQL.TypeSystem;

/// <summary>
/// Checks a schema when the server starts (specification, section 3). Each finding is a sentence that names the place and the mend.
/// </summary>
internal sealed partial class SchemaValidator
{
    private readonly Schema schema;
    private readonly List<string> findings = [];

    private SchemaValidator(Schema schema) => this.schema = schema;

    /// <summary>Lists what is wrong with the schema; empty when it can be served.</summary>
    public static IReadOnlyList<string> Validate(Schema schema)
    {
        var validator = new SchemaValidator(schema);
        validator.CheckRoots();
        foreach (var directive in schema.Directives.Where(directive => !directive.IsBuiltIn))
        {
            validator.CheckName(directive.Name, $"The directive '@{directive.Name}'");
            validator.CheckInputs(directive.Arguments, $"@{directive.Name}", "argument");
        }

        foreach (var type in schema.Types.Where(type => !type.IsBuiltIn))
        {
            validator.CheckType(type);
        }

        new InputCycleSearch(schema, validator.findings).Run();
        if (validator.findings.Count == 0)
        {
            validator.CheckDefaults(); // which may only be coerced once no cycle is left
        }

        return validator.findings;
    }

    private void Report(string sentence) => findings.Add(sentence);

    private void CheckRoots()
    {
        ObjectType?[] roots = [schema.Query, schema.Mutation, schema.Subscription];
        foreach (var root in roots.OfType<ObjectType>().GroupBy(root => root).Where(group => group.Count() > 1))
        {
            Report($"The type '{root.Key.Name}' is the root of more than one kind of operation; give each a type of its own.");
        }
    }

    private void CheckName(string name, string place)
    {
        if (name.StartsWith("__", StringComparison.Ordinal))
        {
            Report($"{place} has a name that starts with two underscores, which only introspection may; rename it.");
        }

        if (name.Length == 0 || char.IsAsciiDigit(name[0]) || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_'))
        {
            Report($"{place} has a name that GraphQL does not know as one; use letters, digits and underscores, and no digit first.");
        }
    }

    private void CheckType(NamedType type)
    {
        CheckName(type.Name, $"The type '{type.Name}'");
        switch (type)
        {
            case ComplexType complex:
                CheckFields(complex);
                CheckInterfaces(complex);
                break;
            case UnionType union:
                CheckUnion(union);
                break;
            case EnumType @enum:
                CheckEnum(@enum);
                break;
            case InputObjectType input:
                CheckInputObject(input);
                break;
        }
    }

    private void CheckFields(ComplexType type)
    {
        if (type.Fields.Count == 0)
        {
            Report($"The type '{type.Name}' has no fields; give it at least one.");
        }

        CheckUnique(type.Fields.Select(field => field.Name), name => $"The type '{type.Name}' has more than one field '{name}'; rename one.");
        foreach (var field in type.Fields)
        {
            var coordinate = $"{type.Name}.{field.Name}";
            CheckName(field.Name, $"The field '{coordinate}'");
            if (!field.Type.IsOutputType)
            {
                Report($"The field '{coordinate}' is of the input type '{field.Type}'; let it answer an output type.");
            }

            CheckInputs(field.Arguments, coordinate, "argument");
        }
    }

    private void CheckInputs(IReadOnlyList<InputValueDefinition> inputs, string owner, string kind)
    {
        CheckUnique(inputs.Select(input => input.Name), name => $"'{owner}' has more than one {kind} '{name}'; rename one.");
        foreach (var input in inputs)
        {
            var place = $"The {kind} '{input.Name}' of '{owner}'";
            CheckName(input.Name, place);
            if (!input.Type.IsInputType)
            {
                Report($"{place} is of the output type '{input.Type}'; let it take an input type.");
            }

            if (input.IsRequired && input.DeprecationReason is not null)
            {
                Report($"{place} is deprecated but required; make it nullable or give it a default before deprecating it.");
            }
        }
    }

    private void CheckUnion(UnionType union)
    {
        if (union.Members.Count == 0)
        {
            Report($"The union '{union.Name}' has no members; give it at least one object type.");
        }

        CheckUnique(union.Members.Select(member => member.Name), name => $"The union '{union.Name}' names '{name}' more than once; name it once.");
    }

    private void CheckEnum(EnumType type)
    {
        if (type.Values.Count == 0)
        {
            Report($"The enum '{type.Name}' has no values; give it at least one.");
        }

        foreach (var value in type.Values)
        {
            CheckName(value.Name, $"The enum value '{type.Name}.{value.Name}'");
            if (value.Name is "true" or "false" or "null")
            {
                Report($"The enum value '{type.Name}.{value.Name}' could not be told from a literal; rename it.");
            }
        }
    }

    private void CheckInputObject(InputObjectType type)
    {
        if (type.Fields.Count == 0)
        {
            Report($"The input object '{type.Name}' has no fields; give it at least one.");
        }

        CheckInputs(type.Fields, type.Name, "field");
        foreach (var field in type.Fields.Where(_ => type.IsOneOf))
        {
            if (field.Type is NonNullType)
            {
                Report($"The field '{field.Name}' of the @oneOf input object '{type.Name}' is non-null; make it nullable, since another may be given.");
            }

            if (field.DefaultValue is not null)
            {
                Report($"The field '{field.Name}' of the @oneOf input object '{type.Name}' has a default; take it away, since another may be given.");
            }
        }
    }

    private void CheckUnique(IEnumerable<string> names, Func<string, string> sentence)
    {
        foreach (var group in names.GroupBy(name => name).Where(group => group.Count() > 1))
        {
            Report(sentence(group.Key));
        }
    }

    private void CheckDefaults()
    {
        foreach (var directive in schema.Directives)
        {
            CheckDefaults(directive.Arguments, $"@{directive.Name}", "argument");
        }

        foreach (var type in schema.Types)
        {
            if (type is InputObjectType input)
            {
                CheckDefaults(input.Fields, input.Name, "field");
            }

            foreach (var field in (type as ComplexType)?.Fields ?? [])
            {
                CheckDefaults(field.Arguments, $"{type.Name}.{field.Name}", "argument");
            }
        }
    }

    private void CheckDefaults(IReadOnlyList<InputValueDefinition> inputs, string owner, string kind)
    {
        foreach (var input in inputs)
        {
            try
            {
                InputCoercion.DefaultOf(input);
            }
            catch (Exception misfit) when (misfit is InputException or LeafException)
            {
                Report(
                    $"The default {AstPrinter.Print(input.DefaultValue!)} of the {kind} '{input.Name}' of '{owner}' does not fit '{input.Type}': " // only a default throws
                    + $"{misfit.Message} Change one of them.");
            }
        }
    }
}
