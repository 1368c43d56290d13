using System.Text.Json;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>Coerces the variables of a request (CoerceVariableValues of the specification, section 6.1.2).</summary>
internal static class VariableCoercion
{
    private const int MostErrors = 5; // as many as validation reports; the rest is seldom news

    /// <summary>Answers the values, and what is wrong with them; the values are of no use when something is.</summary>
    public static (VariableValues Values, IReadOnlyList<IError> Errors) Coerce(
        Schema schema, DocumentNode document, OperationDefinitionNode operation, JsonElement? given)
    {
        if (operation.Variables.Length == 0)
        {
            return (VariableValues.None, []);
        }

        List<IError>? errors = null;
        var values = new Dictionary<string, object?>(operation.Variables.Length, StringComparer.Ordinal);
        foreach (var definition in operation.Variables)
        {
            var name = definition.Variable.Name.Value;
            try
            {
                var type = TypeOf(schema, definition.Type) ?? throw new InputException("its type is not known.");
                if (given is { } json && json.TryGetProperty(name, out var value))
                {
                    values[name] = InputCoercion.FromJson(type, value, null);
                }
                else if (definition.DefaultValue is { } literal)
                {
                    values[name] = InputCoercion.FromLiteral(type, literal, VariableValues.None);
                }
                else if (type is NonNullType)
                {
                    throw new InputException($"a value of type {type} is required, and none was given.");
                }
            }
            catch (InputException wrong)
            {
                (errors ??= []).Add(new GraphQLError($"Variable '${name}': {wrong.Message}")
                {
                    Code = ErrorCodes.InvalidVariable,
                    Locations = [document.LocationOf(definition.Start)],
                });
                if (errors.Count == MostErrors)
                {
                    break;
                }
            }
        }

        return (new VariableValues(values), errors is null ? [] : errors);
    }

    /// <summary>Finds the type that a variable definition names; null when the schema does not have it.</summary>
    public static GraphQLType? TypeOf(Schema schema, TypeNode node) => node switch
    {
        NamedTypeNode named => schema.FindType(named.Name),
        ListTypeNode list => TypeOf(schema, list.OfType)?.AsList,
        NonNullTypeNode wrapper => TypeOf(schema, wrapper.OfType)?.AsNonNull,
        _ => null,
    };
}
