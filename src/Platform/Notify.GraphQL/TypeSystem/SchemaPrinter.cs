using System.Text;
using Notify.GraphQL.Language;

namespace Notify.GraphQL.TypeSystem;

/// <summary>
/// Prints a schema in SDL, everything in the order of names and in the format of graphql-js, so that tools that compare schemas
/// see no difference where there is none. What the specification defines itself is left out.
/// </summary>
internal static class SchemaPrinter
{
    private const string Indent = "  ";

    public static string Print(Schema schema)
    {
        var parts = new List<string>();
        if (PrintSchema(schema) is { } definition)
        {
            parts.Add(definition);
        }

        parts.AddRange(schema.Directives.Where(directive => !directive.IsBuiltIn).OrderBy(directive => directive.Name, NaturalNameOrder.Instance).Select(PrintDirective));
        parts.AddRange(schema.Types.Where(type => !type.IsBuiltIn).OrderBy(type => type.Name, NaturalNameOrder.Instance).Select(PrintType));
        return string.Join("\n\n", parts);
    }

    /// <summary>Prints the roots; null when their names and the lack of a description say it all.</summary>
    private static string? PrintSchema(Schema schema)
    {
        if (schema.Description is null
            && schema.Query == schema.FindType("Query")
            && schema.Mutation == schema.FindType("Mutation")
            && schema.Subscription == schema.FindType("Subscription"))
        {
            return null;
        }

        var text = Describe(schema.Description).Append("schema {\n").Append(Indent).Append("query: ").Append(schema.Query.Name).Append('\n');
        if (schema.Mutation is { } mutation)
        {
            text.Append(Indent).Append("mutation: ").Append(mutation.Name).Append('\n');
        }

        if (schema.Subscription is { } subscription)
        {
            text.Append(Indent).Append("subscription: ").Append(subscription.Name).Append('\n');
        }

        return text.Append('}').ToString();
    }

    private static string PrintDirective(DirectiveDefinition directive) =>
        Describe(directive.Description)
            .Append("directive @").Append(directive.Name).Append(PrintArguments(directive.Arguments, ""))
            .Append(directive.IsRepeatable ? " repeatable" : "")
            .Append(" on ").AppendJoin(" | ", directive.Locations.Order(NaturalNameOrder.Instance))
            .ToString();

    private static string PrintType(NamedType type)
    {
        var text = Describe(type.Description);
        return (type switch
        {
            ScalarType scalar => text.Append("scalar ").Append(scalar.Name)
                .Append(scalar.SpecifiedBy is { } url ? $" @specifiedBy(url: {AstPrinter.PrintString(url)})" : ""),
            ComplexType complex => text.Append(complex is InterfaceType ? "interface " : "type ").Append(complex.Name)
                .Append(PrintInterfaces(complex)).Append(PrintBlock(complex.Fields, field => field.Name, field => field.Description, PrintField)),
            UnionType union => text.Append("union ").Append(union.Name).Append(PrintMembers(union)),
            EnumType @enum => text.Append("enum ").Append(@enum.Name)
                .Append(PrintBlock(@enum.Values, value => value.Name, value => value.Description, value => value.Name + PrintDeprecation(value.DeprecationReason))),
            InputObjectType input => text.Append("input ").Append(input.Name).Append(input.IsOneOf ? " @oneOf" : "")
                .Append(PrintBlock(input.Fields, field => field.Name, field => field.Description, PrintInputValue)),
            _ => throw new InvalidOperationException($"{type.GetType().Name} has no definition."),
        }).ToString();
    }

    private static string PrintInterfaces(ComplexType type) =>
        type.Interfaces.Count == 0 ? "" : $" implements {string.Join(" & ", type.Interfaces.Select(@interface => @interface.Name).Order(NaturalNameOrder.Instance))}";

    private static string PrintMembers(UnionType union) =>
        union.Members.Count == 0 ? "" : $" = {string.Join(" | ", union.Members.Select(member => member.Name).Order(NaturalNameOrder.Instance))}";

    private static string PrintField(FieldDefinition field) =>
        $"{field.Name}{PrintArguments(field.Arguments, Indent)}: {field.Type}{PrintDeprecation(field.DeprecationReason)}";

    private static string PrintInputValue(InputValueDefinition value) =>
        $"{value.Name}: {value.Type}{(value.DefaultValue is { } literal ? $" = {AstPrinter.Print(literal)}" : "")}{PrintDeprecation(value.DeprecationReason)}";

    private static string PrintDeprecation(string? reason) => reason switch
    {
        null => "",
        BuiltInDirectives.DefaultDeprecationReason => " @deprecated",
        _ => $" @deprecated(reason: {AstPrinter.PrintString(reason)})",
    };

    /// <summary>Prints arguments on one line, or one a line as soon as one of them has a description.</summary>
    private static string PrintArguments(IReadOnlyList<InputValueDefinition> arguments, string indent)
    {
        if (arguments.Count == 0)
        {
            return "";
        }

        var sorted = arguments.OrderBy(argument => argument.Name, NaturalNameOrder.Instance).ToArray();
        return Array.TrueForAll(sorted, argument => argument.Description is null)
            ? $"({string.Join(", ", sorted.Select(PrintInputValue))})"
            : $"(\n{PrintLines(sorted, indent + Indent, argument => argument.Description, PrintInputValue)}\n{indent})";
    }

    private static string PrintBlock<T>(IReadOnlyList<T> items, Func<T, string> name, Func<T, string?> description, Func<T, string> print) =>
        items.Count == 0 ? "" : $" {{\n{PrintLines([.. items.OrderBy(name, NaturalNameOrder.Instance)], Indent, description, print)}\n}}";

    private static string PrintLines<T>(T[] items, string indent, Func<T, string?> description, Func<T, string> print)
    {
        var text = new StringBuilder();
        for (var i = 0; i < items.Length; i++)
        {
            if (i > 0)
            {
                text.Append(description(items[i]) is null ? "\n" : "\n\n");
            }

            if (description(items[i]) is { } words)
            {
                text.Append(indent).Append(PrintDescription(words).Replace("\n", $"\n{indent}", StringComparison.Ordinal)).Append('\n');
            }

            text.Append(indent).Append(print(items[i]));
        }

        return text.ToString();
    }

    private static StringBuilder Describe(string? description)
    {
        var text = new StringBuilder();
        return description is null ? text : text.Append(PrintDescription(description)).Append('\n');
    }

    private static string PrintDescription(string description) =>
        BlockString.CanHold(description) ? BlockString.Print(description) : AstPrinter.PrintString(description);
}
