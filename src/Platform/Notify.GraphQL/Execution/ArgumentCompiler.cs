using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>Prepares a field's arguments: what is constant is coerced now, what holds variables becomes a function of them.</summary>
internal static class ArgumentCompiler
{
    public static ArgumentPlan Compile(FieldDefinition field, FieldNode node)
    {
        var count = field.Arguments.Count;
        if (count == 0)
        {
            return ArgumentPlan.Empty;
        }

        var constants = new object?[count];
        Func<VariableValues, object?>?[]? dynamic = null;
        for (var i = 0; i < count; i++)
        {
            var definition = field.Arguments[i];
            var given = Array.Find(node.Arguments, argument => argument.Name.Value == definition.Name)?.Value;
            if (given is not null && InputCoercion.HasVariables(given))
            {
                (dynamic ??= new Func<VariableValues, object?>?[count])[i] = Dynamic(definition, given);
                continue;
            }

            try
            {
                var raw = given is null ? InputCoercion.DefaultOf(definition) : InputCoercion.FromLiteral(definition.Type, given, VariableValues.None);
                if (definition.Convert is null || definition.Type.Nullable is ScalarType or EnumType)
                {
                    constants[i] = Converted(definition, raw);
                }
                else
                {
                    // An object or list is made anew for each request: a resolver may change it.
                    (dynamic ??= new Func<VariableValues, object?>?[count])[i] = _ => Converted(definition, raw);
                }
            }
            catch (Exception exception) when (exception is InputException or GraphQLException)
            {
                // What is wrong with it belongs to the field's place in the response, so it is said when the field runs.
                (dynamic ??= new Func<VariableValues, object?>?[count])[i] = _ => throw exception;
            }
        }

        return new ArgumentPlan(constants, dynamic);
    }

    private static Func<VariableValues, object?> Dynamic(InputValueDefinition definition, ValueNode literal) => variables =>
    {
        var raw = InputCoercion.FromLiteral(definition.Type, literal, variables);
        if (ReferenceEquals(raw, InputObjectValue.Missing))
        {
            raw = definition.IsRequired
                ? throw new InputException($"The argument '{definition.Name}' of type {definition.Type} is required, and its variable was not given.")
                : InputCoercion.DefaultOf(definition);
        }

        return Converted(definition, raw);
    };

    private static object? Converted(InputValueDefinition definition, object? raw) =>
        definition.Convert is null || ReferenceEquals(raw, InputObjectValue.Missing) ? raw : definition.Convert(raw);
}
