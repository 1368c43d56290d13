using Notify.GraphQL.Language;

namespace Notify.GraphQL.Validation;

/// <summary>Rules about a document's definitions as a whole: which there may be, and what they are called.</summary>
internal static class DefinitionRules
{
    public static void Check(ValidationContext context)
    {
        var operations = 0;
        foreach (var definition in context.Document.Definitions)
        {
            operations += definition is OperationDefinitionNode ? 1 : 0;
            if (definition is TypeSystemDefinitionNode typeSystem)
            {
                context.Report(
                    RuleNames.ExecutableDefinitions,
                    $"A request may not hold the definition of {NameOf(typeSystem)}: only operations and fragments can be run.",
                    definition.Start);
            }
        }

        foreach (var definition in context.Document.Definitions)
        {
            if (definition is OperationDefinitionNode operation)
            {
                CheckOperation(context, operation, operations);
            }
        }

        if (operations > 1)
        {
            CheckOperationNames(context);
        }
    }

    private static string NameOf(TypeSystemDefinitionNode definition) => definition switch
    {
        TypeDefinitionNode type => $"'{type.Name.Value}'",
        DirectiveDefinitionNode directive => $"'@{directive.Name.Value}'",
        _ => "a schema",
    };

    private static void CheckOperation(ValidationContext context, OperationDefinitionNode operation, int operations)
    {
        var isKnown = operation.Kind switch
        {
            OperationKind.Mutation => context.Schema.Mutation is not null,
            OperationKind.Subscription => context.Schema.Subscription is not null,
            _ => true,
        };
        if (!isKnown)
        {
            context.Report(
                RuleNames.KnownOperationTypes,
                $"The schema has no {(operation.Kind == OperationKind.Mutation ? "mutations" : "subscriptions")}.",
                operation.Start);
        }

        if (operation.Name is null && operations > 1)
        {
            context.Report(
                RuleNames.LoneAnonymousOperation,
                "An operation without a name must be the only one in its document.",
                operation.Start);
        }
    }

    private static void CheckOperationNames(ValidationContext context)
    {
        var seen = new Dictionary<string, NameNode>(StringComparer.Ordinal);
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is OperationDefinitionNode { Name: { } name } && !seen.TryAdd(name.Value, name))
            {
                context.Report(
                    RuleNames.UniqueOperationNames,
                    $"There can be only one operation named '{name.Value}'.",
                    seen[name.Value].Start, name.Start);
            }
        }
    }
}
