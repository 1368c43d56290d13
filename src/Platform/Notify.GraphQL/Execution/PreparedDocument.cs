using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.GraphQL.Execution;

/// <summary>A parsed and validated document, with what has been compiled of it so far. Shared by all requests with the same text.</summary>
internal sealed class PreparedDocument
{
    private readonly FrozenDictionary<string, FragmentDefinitionNode> fragments;
    private readonly PreparedOperation[] operations;

    public PreparedDocument(DocumentNode document, string hash)
    {
        Document = document;
        Hash = hash;
        fragments = document.Definitions.OfType<FragmentDefinitionNode>()
            .DistinctBy(static fragment => fragment.Name.Value)
            .ToFrozenDictionary(static fragment => fragment.Name.Value, StringComparer.Ordinal);
        operations = [.. document.Definitions.OfType<OperationDefinitionNode>().Select(operation => new PreparedOperation(operation, this))];
    }

    public DocumentNode Document { get; }

    /// <summary>Gets the id of the text, for traces and logs.</summary>
    public string Hash { get; }

    /// <summary>Gets or sets whether the cache has used it since it last looked; see <see cref="DocumentCache"/>.</summary>
    public bool WasUsed { get; set; }

    public FragmentDefinitionNode? FindFragment(string name) => fragments.GetValueOrDefault(name);

    /// <summary>Finds the operation to run: the named one, or the only one. Null when there is none or it is not clear which.</summary>
    public PreparedOperation? FindOperation(string? name)
    {
        if (name is null)
        {
            return operations.Length == 1 ? operations[0] : null;
        }

        return Array.Find(operations, operation => operation.Node.Name?.Value == name);
    }
}

/// <summary>One operation of a document: its plans by the values of its conditions, and its costs.</summary>
internal sealed class PreparedOperation
{
    private const int MostPlans = 16; // as many as four independent conditions make; beyond, plans are made and forgotten
    private readonly ConcurrentDictionary<ulong, OperationPlan> plans = new();
    private readonly PreparedDocument document;
    private readonly string[] conditions;
    private OperationCost? constantCost;

    public PreparedOperation(OperationDefinitionNode node, PreparedDocument document)
    {
        Node = node;
        this.document = document;
        var names = new SortedSet<string>(StringComparer.Ordinal);
        FindConditions(node.SelectionSet, names, new HashSet<string>(StringComparer.Ordinal));
        conditions = [.. names];
    }

    public OperationDefinitionNode Node { get; }

    public DocumentNode Document => document.Document;

    public string DocumentHash => document.Hash;

    /// <summary>Answers the operation's cost, worked out once unless page sizes come from variables.</summary>
    public OperationCost CostFor(Schema schema, VariableValues variables, CostOptions options)
    {
        if (constantCost is not null)
        {
            return constantCost;
        }

        var cost = CostAnalyzer.Analyze(schema, document.Document, Node, variables, options);
        constantCost = cost.DependsOnVariables ? null : cost;
        return cost;
    }

    /// <exception cref="InputException">A condition is null.</exception>
    /// <exception cref="PlanTooLargeException">The operation expands to too many fields.</exception>
    public OperationPlan PlanFor(Schema schema, VariableValues variables)
    {
        var mask = 0UL;
        for (var i = 0; i < conditions.Length; i++)
        {
            if (!variables.TryGet(conditions[i], out var value) || value is not bool flag)
            {
                throw new InputException($"Variable '${conditions[i]}' decides what is selected, so it must be true or false.");
            }

            mask |= flag && i < 64 ? 1UL << i : 0;
        }

        if (conditions.Length <= 64 && plans.TryGetValue(mask, out var plan))
        {
            return plan;
        }

        plan = new OperationCompiler(schema, document, variables).Compile(Node);
        if (conditions.Length <= 64 && plans.Count < MostPlans)
        {
            plans.TryAdd(mask, plan);
        }

        return plan;
    }

    private void FindConditions(SelectionSetNode set, SortedSet<string> names, HashSet<string> entered)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        foreach (var selection in set.Selections)
        {
            foreach (var directive in selection.Directives)
            {
                if (Conditions.VariableOf(directive) is { } name)
                {
                    names.Add(name);
                }
            }

            var inner = selection switch
            {
                FieldNode field => field.SelectionSet,
                InlineFragmentNode fragment => fragment.SelectionSet,
                FragmentSpreadNode spread when entered.Add(spread.Name.Value) => document.FindFragment(spread.Name.Value)?.SelectionSet,
                _ => null,
            };
            if (inner is not null)
            {
                FindConditions(inner, names, entered);
            }
        }
    }
}
