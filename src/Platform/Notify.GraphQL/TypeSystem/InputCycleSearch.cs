using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;

namespace Notify.GraphQL.TypeSystem;

/// <summary>Finds input objects that could never be given: those that need themselves, and defaults that contain themselves.</summary>
internal sealed class InputCycleSearch(Schema schema, List<string> findings)
{
    private readonly HashSet<InputObjectType> checkedTypes = [];
    private readonly HashSet<InputValueDefinition> checkedDefaults = [];
    private readonly List<(InputObjectType Type, InputValueDefinition Field)> path = [];

    public void Run()
    {
        foreach (var type in schema.Types.OfType<InputObjectType>())
        {
            FindNonNull(type);
        }

        foreach (var type in schema.Types.OfType<InputObjectType>())
        {
            FindInEmptyObject(type);
        }
    }

    /// <summary>Follows fields that are non-null without a list between: each must be given for its object to be given.</summary>
    private void FindNonNull(InputObjectType type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (!checkedTypes.Add(type))
        {
            return;
        }

        foreach (var field in type.Fields)
        {
            if (field.Type is NonNullType { OfType: InputObjectType inner } && field.DefaultValue is null)
            {
                path.Add((type, field));
                var start = path.FindIndex(step => ReferenceEquals(step.Type, inner));
                if (start >= 0)
                {
                    Report(start, "needs itself", "make one of these fields nullable");
                }
                else
                {
                    FindNonNull(inner);
                }

                path.RemoveAt(path.Count - 1);
            }
        }
    }

    /// <summary>An object that leaves fields out takes their defaults, which may leave out fields again.</summary>
    private void FindInEmptyObject(InputObjectType type)
    {
        foreach (var field in type.Fields)
        {
            FindInDefault(type, field);
        }
    }

    private void FindInDefault(InputObjectType type, InputValueDefinition field)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (field.DefaultValue is not { } value)
        {
            return;
        }

        var start = path.FindIndex(step => ReferenceEquals(step.Field, field));
        if (start >= 0)
        {
            Report(start, "has a default that contains itself", "change the default of one of these fields");
            return;
        }

        if (checkedDefaults.Add(field))
        {
            path.Add((type, field));
            FindInValue(value, field.Type.Named);
            path.RemoveAt(path.Count - 1);
        }
    }

    private void FindInValue(ValueNode value, NamedType type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (value is ListValueNode list)
        {
            foreach (var item in list.Items)
            {
                FindInValue(item, type);
            }
        }
        else if (value is ObjectValueNode @object && type is InputObjectType input)
        {
            foreach (var field in input.Fields)
            {
                if (Array.Find(@object.Fields, candidate => candidate.Name.Value == field.Name) is { } given)
                {
                    FindInValue(given.Value, field.Type.Named);
                }
                else
                {
                    FindInDefault(input, field);
                }
            }
        }
    }

    private void Report(int start, string claim, string mend) =>
        findings.Add(
            $"The input object '{path[start].Type.Name}' {claim} through "
            + $"{string.Join(", ", path.Skip(start).Select(step => $"'{step.Type.Name}.{step.Field.Name}'"))}, so it could never be given; {mend}.");
}
