using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

internal sealed partial class SelectionWalk
{
    /// <summary>What a place for a value asks for.</summary>
    /// <param name="Type">The type; null when unknown.</param>
    /// <param name="OneOf">The <c>@oneOf</c> input object whose field this is; null elsewhere.</param>
    /// <param name="HasDefault">Whether a default stands in when the value is missing.</param>
    private readonly record struct ValuePlace(GraphQLType? Type, InputObjectType? OneOf, bool HasDefault);

    /// <summary>
    /// Checks a value, and notes the variables in it. Values inside one that does not fit are only searched for variables and
    /// repeated fields: <paramref name="isChecked"/> is false for them.
    /// </summary>
    private void VisitValue(ValueNode node, ValuePlace place, bool isChecked)
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            context.RefuseDepth(node.Start);
            return;
        }

        var type = place.Type?.Nullable;
        isChecked &= type is not null;
        switch (node)
        {
            case VariableNode variable:
                context.VariableUsages.Add(new VariableUsage(variable, place.Type, place.OneOf, place.HasDefault));
                break;
            case NullValueNode:
                if (isChecked && place.Type is NonNullType)
                {
                    ReportValue(node, $"A value of type '{place.Type}' may not be null.");
                }

                break;
            case ListValueNode list:
                VisitList(list, type, isChecked);
                break;
            case ObjectValueNode @object:
                VisitObject(@object, WithoutLists(type), isChecked);
                break;
            default:
                CheckLiteral(node, WithoutLists(type), isChecked);
                break;
        }
    }

    /// <summary>A value that is no list stands for a list of one, at any depth.</summary>
    private static GraphQLType? WithoutLists(GraphQLType? type)
    {
        while (type is ListType list)
        {
            type = list.OfType.Nullable;
        }

        return type;
    }

    private void VisitList(ListValueNode node, GraphQLType? type, bool isChecked)
    {
        var itemType = (type as ListType)?.OfType;
        if (itemType is null)
        {
            CheckLiteral(node, type, isChecked);
            isChecked = false;
        }

        foreach (var item in node.Items)
        {
            VisitValue(item, new ValuePlace(itemType, null, HasDefault: false), isChecked);
        }
    }

    private void VisitObject(ObjectValueNode node, GraphQLType? type, bool isChecked)
    {
        var input = type as InputObjectType;
        if (input is null)
        {
            CheckLiteral(node, type, isChecked);
            isChecked = false;
        }
        else if (isChecked)
        {
            CheckFields(node, input);
        }

        for (var i = 0; i < node.Fields.Length; i++)
        {
            var field = node.Fields[i];
            CheckUniqueField(node.Fields, i);
            var definition = input?.FindField(field.Name.Value);
            var place = new ValuePlace(definition?.Type, input is { IsOneOf: true } ? input : null, definition?.DefaultValue is not null);
            VisitValue(field.Value, place, isChecked && !IsGivenAgain(node.Fields, i));
        }
    }

    private void CheckUniqueField(ObjectFieldNode[] fields, int index)
    {
        for (var i = 0; i < index; i++)
        {
            if (fields[i].Name.Value == fields[index].Name.Value)
            {
                context.Report(
                    RuleNames.UniqueInputFieldNames,
                    $"There can be only one input field named '{fields[i].Name.Value}'.",
                    fields[i].Name.Start, fields[index].Name.Start);
                return;
            }
        }
    }

    private static bool IsGivenAgain(ObjectFieldNode[] fields, int index)
    {
        for (var i = index + 1; i < fields.Length; i++)
        {
            if (fields[i].Name.Value == fields[index].Name.Value)
            {
                return true;
            }
        }

        return false;
    }

    private void CheckFields(ObjectValueNode node, InputObjectType input)
    {
        foreach (var definition in input.Fields)
        {
            if (definition.IsRequired && !Array.Exists(node.Fields, field => field.Name.Value == definition.Name))
            {
                ReportValue(node, $"A value of type '{input.Name}' needs its field '{definition.Name}' of type '{definition.Type}'.");
            }
        }

        var known = 0;
        ObjectFieldNode? single = null;
        foreach (var field in node.Fields)
        {
            if (input.FindField(field.Name.Value) is not null)
            {
                single = known++ == 0 ? field : single;
                continue;
            }

            var hint = context.SuggestsNames ? NameSuggestions.For(field.Name.Value, input.Fields.Select(definition => definition.Name)) : "";
            context.Report(RuleNames.ValuesOfCorrectType, $"The type '{input.Name}' has no field '{field.Name.Value}'.{hint}", field.Start);
        }

        if (input.IsOneOf && (known != 1 || single?.Value is NullValueNode))
        {
            ReportValue(node, $"Exactly one field of '{input.Name}' must be given, and not as null.");
        }
    }

    private void CheckLiteral(ValueNode node, GraphQLType? type, bool isChecked)
    {
        if (!isChecked)
        {
            return;
        }

        switch (type)
        {
            case InputObjectType input:
                ReportValue(node, $"A value of type '{input.Name}' is an object, as in '{{ field: value }}'.");
                break;
            case EnumType @enum when (node as EnumValueNode)?.Value is var name && (name is null || @enum.FindByName(name) is null):
                ReportEnum(node, @enum, name);
                break;
            case ScalarType scalar when scalar.IsBuiltIn || !HasVariable(node): // no built-in scalar takes what may hold variables
                try
                {
                    scalar.ParseLiteral(node);
                }
                catch (LeafException misfit)
                {
                    ReportValue(node, misfit.Message);
                }

                break;
        }
    }

    private void ReportEnum(ValueNode node, EnumType type, string? name)
    {
        var hint = name is not null && context.SuggestsNames ? NameSuggestions.For(name, type.Values.Select(value => value.Name)) : "";
        ReportValue(node, name is null
            ? $"A value of the enum '{type.Name}' is a name, without quotes."
            : $"The enum '{type.Name}' has no value '{name}'.{hint}");
    }

    private void ReportValue(ValueNode node, string message) => context.Report(RuleNames.ValuesOfCorrectType, message, node.Start);

    private static bool HasVariable(ValueNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return node switch
        {
            VariableNode => true,
            ListValueNode list => Array.Exists(list.Items, HasVariable),
            ObjectValueNode @object => Array.Exists(@object.Fields, static field => HasVariable(field.Value)),
            _ => false,
        };
    }
}
