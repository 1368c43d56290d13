using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

internal sealed partial class SelectionWalk
{
    /// <summary>From this many on, names are compared by hash.</summary>
    private const int FewNames = 16;

    private void VisitVariables(OperationDefinitionNode operation)
    {
        foreach (var variable in operation.Variables)
        {
            var named = NamedOf(variable.Type);
            CheckTypeName(named);
            var type = context.TypeOf(variable.Type);
            if (type is not null && !type.IsInputType)
            {
                context.Report(
                    RuleNames.VariablesAreInputTypes,
                    $"The variable '${variable.Variable.Name.Value}' cannot be a '{AstPrinter.Print(variable.Type)}', which is no input type.",
                    variable.Type.Start);
                type = null;
            }

            if (variable.DefaultValue is { } value)
            {
                VisitValue(value, new ValuePlace(type, null, HasDefault: false), isChecked: true);
            }

            VisitDirectives(variable.Directives, "VARIABLE_DEFINITION");
        }
    }

    private static NamedTypeNode NamedOf(TypeNode type)
    {
        while (true)
        {
            switch (type)
            {
                case NonNullTypeNode nonNull: type = nonNull.OfType; break;
                case ListTypeNode list: type = list.OfType; break;
                default: return (NamedTypeNode)type;
            }
        }
    }

    private void VisitDirectives(DirectiveNode[] directives, string location)
    {
        for (var i = 0; i < directives.Length; i++)
        {
            var directive = directives[i];
            var definition = context.Schema.FindDirective(directive.Name.Value);
            if (definition is null)
            {
                context.Report(RuleNames.KnownDirectives, $"There is no directive '@{directive.Name.Value}'.", directive.Start);
            }
            else
            {
                CheckPlace(directives, i, definition, location);
            }

            VisitArguments(directive.Arguments, definition?.Arguments, directive.Start, null, definition);
        }
    }

    private void CheckPlace(DirectiveNode[] directives, int index, DirectiveDefinition definition, string location)
    {
        var directive = directives[index];
        if (!definition.Locations.Contains(location))
        {
            context.Report(
                RuleNames.KnownDirectives, $"The directive '@{definition.Name}' may not stand on {location}.", directive.Start);
        }

        if (definition.IsRepeatable)
        {
            return;
        }

        for (var i = 0; i < index; i++)
        {
            if (directives[i].Name.Value == definition.Name)
            {
                context.Report(
                    RuleNames.UniqueDirectivesPerLocation,
                    $"The directive '@{definition.Name}' may stand here only once.",
                    directives[i].Start, directive.Start);
                return;
            }
        }
    }

    /// <summary>Checks the arguments of a field or, when <paramref name="directive"/> is given, of a directive.</summary>
    private void VisitArguments(
        ArgumentNode[] arguments, IReadOnlyList<InputValueDefinition>? definitions, int ownerStart,
        FieldDefinition? field, DirectiveDefinition? directive)
    {
        if (arguments.Length > 1)
        {
            CheckUniqueArguments(arguments);
        }

        foreach (var argument in arguments)
        {
            var definition = Find(definitions, argument.Name.Value);
            if (definition is null && definitions is not null)
            {
                var hint = context.SuggestsNames ? NameSuggestions.For(argument.Name.Value, definitions.Select(known => known.Name)) : "";
                context.Report(
                    RuleNames.KnownArgumentNames,
                    $"{DescribeOwner(field, directive)} has no argument '{argument.Name.Value}'.{hint}",
                    argument.Start);
            }

            VisitValue(argument.Value, new ValuePlace(definition?.Type, null, definition?.DefaultValue is not null), isChecked: true);
        }

        for (var i = 0; i < definitions?.Count; i++)
        {
            if (definitions[i].IsRequired && !IsGiven(arguments, definitions[i].Name))
            {
                context.Report(
                    RuleNames.ProvidedRequiredArguments,
                    $"{DescribeOwner(field, directive)} needs its argument '{definitions[i].Name}' of type '{definitions[i].Type}'.",
                    ownerStart);
            }
        }
    }

    private static string DescribeOwner(FieldDefinition? field, DirectiveDefinition? directive) =>
        directive is null ? $"The field '{field?.Name}'" : $"The directive '@{directive.Name}'";

    private static InputValueDefinition? Find(IReadOnlyList<InputValueDefinition>? definitions, string name)
    {
        for (var i = 0; i < definitions?.Count; i++)
        {
            if (definitions[i].Name == name)
            {
                return definitions[i];
            }
        }

        return null;
    }

    private static bool IsGiven(ArgumentNode[] arguments, string name)
    {
        foreach (var argument in arguments)
        {
            if (argument.Name.Value == name)
            {
                return true;
            }
        }

        return false;
    }

    private void CheckUniqueArguments(ArgumentNode[] arguments)
    {
        if (HasDuplicates(arguments))
        {
            foreach (var group in arguments.GroupBy(argument => argument.Name.Value).Where(group => group.Count() > 1))
            {
                context.Report(
                    RuleNames.UniqueArgumentNames,
                    $"There can be only one argument named '{group.Key}'.",
                    [.. group.Select(argument => argument.Name.Start)]);
            }
        }
    }

    private static bool HasDuplicates(ArgumentNode[] arguments)
    {
        if (arguments.Length > FewNames)
        {
            return arguments.DistinctBy(argument => argument.Name.Value).Count() < arguments.Length;
        }

        for (var i = 1; i < arguments.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (arguments[j].Name.Value == arguments[i].Name.Value)
                {
                    return true;
                }
            }
        }

        return false;
    }
}
