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
        DefinitionRules.Check(context);
        FragmentRules.Check(context);
        var walk = new SelectionWalk(context);
        foreach (var fragment in context.Fragments)
        {
            fragment.Variables = walk.VisitFragment(fragment);
        }

        var number = 0;
        foreach (var definition in document.Definitions)
        {
            if (context.IsFull)
            {
                break;
            }

            if (definition is OperationDefinitionNode operation)
            {
                var variables = walk.VisitOperation(operation);
                VariableRules.Check(context, operation, variables, ++number);
                SubscriptionRule.Check(context, operation);
            }
        }

        LimitRules.Check(context);
        return context.Errors;
    }
}
