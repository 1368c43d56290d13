using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;

namespace Notify.GraphQL.Validation;

/// <summary>Rules about fragments as a whole: unique names, all used, none inside itself.</summary>
internal static class FragmentRules
{
    public static void Check(ValidationContext context)
    {
        if (context.Fragments.Length == 0)
        {
            return;
        }

        CheckNames(context);
        CheckUsed(context);
        new CycleSearch(context).Run();
    }

    private static void CheckNames(ValidationContext context)
    {
        foreach (var fragment in context.Fragments)
        {
            if (!ReferenceEquals(context.FindFragment(fragment.Name), fragment))
            {
                ReportDuplicates(context);
                return;
            }
        }
    }

    private static void ReportDuplicates(ValidationContext context)
    {
        var seen = new Dictionary<string, NameNode>(StringComparer.Ordinal);
        foreach (var fragment in context.Fragments)
        {
            if (!seen.TryAdd(fragment.Name, fragment.Node.Name))
            {
                context.Report(
                    RuleNames.UniqueFragmentNames,
                    $"There can be only one fragment named '{fragment.Name}'.",
                    seen[fragment.Name].Start, fragment.Node.Name.Start);
            }
        }
    }

    private static void CheckUsed(ValidationContext context)
    {
        var used = new HashSet<string>(context.Fragments.Length, StringComparer.Ordinal);
        var pending = new List<FragmentSpreadNode>();
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is OperationDefinitionNode operation)
            {
                pending.AddRange(FragmentInfo.SpreadsOf(operation.SelectionSet));
            }
        }

        for (var i = 0; i < pending.Count; i++)
        {
            if (used.Add(pending[i].Name.Value) && context.FindFragment(pending[i].Name.Value) is { } fragment)
            {
                pending.AddRange(fragment.Spreads);
            }
        }

        foreach (var fragment in context.Fragments)
        {
            if (!used.Contains(fragment.Name))
            {
                context.Report(RuleNames.NoUnusedFragments, $"The fragment '{fragment.Name}' is never used.", fragment.Node.Start);
            }
        }
    }

    /// <summary>Follows spreads depth first, each fragment once, and reports every way back into the path.</summary>
    private sealed class CycleSearch(ValidationContext context)
    {
        private readonly HashSet<string> visited = new(StringComparer.Ordinal);
        private readonly List<FragmentSpreadNode> path = [];
        private readonly Dictionary<string, int> positions = new(StringComparer.Ordinal);

        public void Run()
        {
            foreach (var fragment in context.Fragments)
            {
                Visit(fragment);
            }
        }

        private void Visit(FragmentInfo fragment)
        {
            if (!visited.Add(fragment.Name) || fragment.Spreads.Length == 0)
            {
                return;
            }

            if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
            {
                context.HasFragmentCycle = true; // as good as one: nothing may follow these spreads
                context.RefuseDepth(fragment.Node.Start);
                return;
            }

            positions[fragment.Name] = path.Count;
            foreach (var spread in fragment.Spreads)
            {
                path.Add(spread);
                if (positions.TryGetValue(spread.Name.Value, out var start))
                {
                    Report(spread, start);
                }
                else if (context.FindFragment(spread.Name.Value) is { } next)
                {
                    Visit(next);
                }

                path.RemoveAt(path.Count - 1);
            }

            positions.Remove(fragment.Name);
        }

        private void Report(FragmentSpreadNode spread, int start)
        {
            context.HasFragmentCycle = true;
            if (context.IsFull)
            {
                return;
            }

            var offsets = new int[path.Count - start];
            for (var i = 0; i < offsets.Length; i++)
            {
                offsets[i] = path[start + i].Start;
            }

            context.Report(RuleNames.NoFragmentCycles, $"The fragment '{spread.Name.Value}' contains itself.", offsets);
        }
    }
}
