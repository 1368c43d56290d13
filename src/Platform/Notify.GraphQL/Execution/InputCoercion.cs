using System.Runtime.CompilerServices;
using System.Text.Json;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>
/// Turns literals and JSON into coerced input values (specification, sections 3.5–3.12 and 6.1.2, 6.4.1): runtime values of
/// scalars and enums, <c>object?[]</c> for lists, <see cref="InputObjectValue"/> for input objects.
/// </summary>
internal static class InputCoercion
{
    /// <summary>Coerces a literal, in which variables may stand.</summary>
    /// <returns>The value; <see cref="InputObjectValue.Missing"/> when the literal is a variable that was not given.</returns>
    /// <exception cref="InputException">The literal does not fit.</exception>
    public static object? FromLiteral(GraphQLType type, ValueNode literal, VariableValues variables)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (literal is VariableNode variable)
        {
            if (!variables.TryGet(variable.Name.Value, out var given))
            {
                return InputObjectValue.Missing;
            }

            return given is null && type is NonNullType ? throw NullFor(type) : given;
        }

        if (type is NonNullType wrapper)
        {
            return literal is NullValueNode ? throw NullFor(type) : FromLiteral(wrapper.OfType, literal, variables);
        }

        if (literal is NullValueNode)
        {
            return null;
        }

        return type switch
        {
            ListType list => ListFromLiteral(list, literal, variables),
            InputObjectType input => ObjectFromLiteral(input, literal, variables),
            ScalarType scalar => Leaf(() => scalar.ParseLiteral(literal)),
            EnumType @enum => literal is EnumValueNode name && @enum.FindByName(name.Value) is { } value
                ? value.Value
                : throw new InputException($"{@enum.Name} has no value {AstPrinter.Print(literal)}."),
            _ => throw new InputException($"{type} is not an input type."),
        };
    }

    /// <summary>Coerces a variable's value.</summary>
    /// <exception cref="InputException">The value does not fit; the message says where inside it.</exception>
    public static object? FromJson(GraphQLType type, JsonElement json, Path? at)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        if (type is NonNullType wrapper)
        {
            return json.ValueKind == JsonValueKind.Null ? throw At(at, NullFor(type).Message) : FromJson(wrapper.OfType, json, at);
        }

        if (json.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        try
        {
            return type switch
            {
                ListType list => ListFromJson(list, json, at),
                InputObjectType input => ObjectFromJson(input, json, at),
                ScalarType scalar => scalar.ParseJson(json),
                EnumType @enum => json.ValueKind == JsonValueKind.String && @enum.FindByName(BuiltInScalars.ReadText(json)) is { } value
                    ? value.Value
                    : throw new LeafException($"{@enum.Name} expects one of its values as a string."),
                _ => throw new LeafException($"{type} is not an input type."),
            };
        }
        catch (LeafException misfit)
        {
            throw At(at, misfit.Message);
        }
    }

    /// <summary>Answers an input's default; <see cref="InputObjectValue.Missing"/> when it has none.</summary>
    public static object? DefaultOf(InputValueDefinition definition) =>
        definition.DefaultValue is { } value ? FromLiteral(definition.Type, value, VariableValues.None) : InputObjectValue.Missing;

    /// <summary>Answers whether variables stand anywhere in a literal.</summary>
    public static bool HasVariables(ValueNode literal)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return literal switch
        {
            VariableNode => true,
            ListValueNode list => Array.Exists(list.Items, HasVariables),
            ObjectValueNode value => Array.Exists(value.Fields, static field => HasVariables(field.Value)),
            _ => false,
        };
    }

    private static object?[] ListFromLiteral(ListType list, ValueNode literal, VariableValues variables)
    {
        if (literal is not ListValueNode items)
        {
            return [FromLiteral(list.OfType, literal, variables)];
        }

        var values = new object?[items.Items.Length];
        for (var i = 0; i < values.Length; i++)
        {
            var value = FromLiteral(list.OfType, items.Items[i], variables);
            values[i] = ReferenceEquals(value, InputObjectValue.Missing)
                ? list.OfType is NonNullType ? throw NullFor(list.OfType) : null
                : value;
        }

        return values;
    }

    private static object?[] ListFromJson(ListType list, JsonElement json, Path? at)
    {
        if (json.ValueKind != JsonValueKind.Array)
        {
            return [FromJson(list.OfType, json, at)];
        }

        var values = new object?[json.GetArrayLength()];
        var i = 0;
        foreach (var item in json.EnumerateArray())
        {
            values[i] = FromJson(list.OfType, item, Path.Item(at, i));
            i++;
        }

        return values;
    }

    private static InputObjectValue ObjectFromLiteral(InputObjectType input, ValueNode literal, VariableValues variables)
    {
        if (literal is not ObjectValueNode value)
        {
            throw new InputException($"{input.Name} expects an object, but found {AstPrinter.Print(literal)}.");
        }

        var values = new object?[input.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var definition = input.Fields[i];
            var node = Array.Find(value.Fields, field => field.Name.Value == definition.Name);
            var given = node is null ? InputObjectValue.Missing : FromLiteral(definition.Type, node.Value, variables);
            values[i] = ReferenceEquals(given, InputObjectValue.Missing) ? OrDefault(input, definition) : given;
        }

        foreach (var field in value.Fields)
        {
            if (input.FindField(field.Name.Value) is null)
            {
                throw new InputException($"{input.Name} has no field '{field.Name.Value}'.");
            }
        }

        return Checked(new InputObjectValue(input, values));
    }

    private static InputObjectValue ObjectFromJson(InputObjectType input, JsonElement json, Path? at)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            throw new LeafException($"{input.Name} expects an object.");
        }

        foreach (var property in json.EnumerateObject())
        {
            if (input.FindField(property.Name) is null)
            {
                throw At(at, $"{input.Name} has no field '{property.Name}'.");
            }
        }

        var values = new object?[input.Fields.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var definition = input.Fields[i];
            try
            {
                values[i] = json.TryGetProperty(definition.Name, out var field)
                    ? FromJson(definition.Type, field, Path.Field(at, definition.Name))
                    : OrDefault(input, definition);
            }
            catch (InputException missing) when (missing.At is null)
            {
                throw At(at, missing.Message);
            }
        }

        try
        {
            return Checked(new InputObjectValue(input, values));
        }
        catch (InputException wrong)
        {
            throw At(at, wrong.Message);
        }
    }

    private static object? OrDefault(InputObjectType input, InputValueDefinition definition) =>
        definition.IsRequired
            ? throw new InputException($"{input.Name} needs the field '{definition.Name}' of type {definition.Type}.")
            : DefaultOf(definition);

    private static InputObjectValue Checked(InputObjectValue value)
    {
        if (value.Type.IsOneOf)
        {
            var given = value.Values.Count(static entry => !ReferenceEquals(entry, InputObjectValue.Missing));
            if (given != 1 || value.Values.Contains(null))
            {
                throw new InputException($"{value.Type.Name} needs exactly one of its fields, and not as null.");
            }
        }

        return value;
    }

    private static object Leaf(Func<object> parse)
    {
        try
        {
            return parse();
        }
        catch (LeafException misfit)
        {
            throw new InputException(misfit.Message);
        }
    }

    private static InputException NullFor(GraphQLType type) => new($"{type} does not allow null.");

    private static InputException At(Path? at, string message) =>
        new(at is null ? message : $"At {string.Concat(at.ToString()).TrimStart('/')}: {message}") { At = at };
}
