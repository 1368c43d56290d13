using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>
/// Checks a document against a schema: the rules of the specification's section 5, and the limits of
/// <see cref="ValidationOptions"/>. Each definition is walked once; what fragments hold is remembered, never expanded.
/// </summary>
internal static class DocumentValidator
{
    /// <summary>Lists what is wrong with the document, at most <see cref="ValidationOptions.MaxErrors"/>; empty when it may be run.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="document">The document.</param>
    /// <param name="options">Limits and switches; a switch that is null counts as off.</param>
    public static IReadOnlyList<IError> Validate(Schema schema, DocumentNode document, ValidationOptions options)
    {
        var context = new ValidationContext(schema, document, options);
        try
        {
            Check(context);
        }
        catch (InsufficientExecutionStackException)
        {
            context.RefuseDepth(document.Start); // a parser with a larger stack, or without a limit, let it through
        }

        return context.Errors;
    }

    private static void Check(ValidationContext context)
    {
        DefinitionRules.Check(context);
        FragmentRules.Check(context);
        var definitions = context.Document.Definitions;
        var variables = new Range[definitions.Length];
        var walk = new SelectionWalk(context);
        var fragments = 0;
        for (var i = 0; i < definitions.Length && !context.IsFull; i++)
        {
            switch (definitions[i])
            {
                case OperationDefinitionNode operation:
                    variables[i] = walk.VisitOperation(operation);
                    SubscriptionRule.Check(context, operation);
                    break;
                case FragmentDefinitionNode:
                    var fragment = context.Fragments[fragments++];
                    fragment.Variables = walk.VisitFragment(fragment);
                    break;
            }
        }

        for (var i = 0; i < definitions.Length && !context.IsFull; i++)
        {
            if (definitions[i] is OperationDefinitionNode operation)
            {
                VariableRules.Check(context, operation, variables[i], number: i + 1);
            }
        }

        LimitRules.Check(context);
    }
}
