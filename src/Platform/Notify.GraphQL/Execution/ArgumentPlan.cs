using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>The arguments of one field: coerced once where they are constant, per request where they hold variables.</summary>
internal sealed class ArgumentPlan
{
    public static readonly ArgumentPlan Empty = new([], null);

    private readonly object?[] constants;
    private readonly Func<VariableValues, object?>?[]? dynamic;

    public ArgumentPlan(object?[] constants, Func<VariableValues, object?>?[]? dynamic)
    {
        this.constants = constants;
        this.dynamic = dynamic;
    }

    /// <summary>Answers the values in the order of the definition; <see cref="InputObjectValue.Missing"/> for what was not given.</summary>
    /// <exception cref="InputException">A variable does not fit the place it is used in.</exception>
    public object?[] Bind(VariableValues variables)
    {
        if (dynamic is null)
        {
            return constants;
        }

        var values = (object?[])constants.Clone();
        for (var i = 0; i < dynamic.Length; i++)
        {
            if (dynamic[i] is { } bind)
            {
                values[i] = bind(variables);
            }
        }

        return values;
    }
}
