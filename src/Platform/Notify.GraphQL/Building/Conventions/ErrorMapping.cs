namespace Notify.GraphQL.Building;

/// <summary>Which exception becomes which error of a mutation's payload.</summary>
/// <param name="ExceptionType">The exception.</param>
/// <param name="ErrorType">The error.</param>
/// <param name="Create">Makes the error of the exception.</param>
internal sealed record ErrorMapping(Type ExceptionType, Type ErrorType, Func<Exception, object> Create)
{
    /// <summary>Answers the errors of what was thrown; null when the schema does not describe all of it.</summary>
    public static IReadOnlyList<object>? TryMap(IReadOnlyList<ErrorMapping> mappings, Exception exception)
    {
        if (Find(mappings, exception) is { } single)
        {
            return [single.Create(exception)];
        }

        if (exception is not AggregateException many || many.InnerExceptions.Count == 0)
        {
            return null;
        }

        var found = new List<object>();
        foreach (var inner in many.Flatten().InnerExceptions)
        {
            if (Find(mappings, inner) is not { } mapping)
            {
                return null;
            }

            found.Add(mapping.Create(inner));
        }

        return found;
    }

    /// <summary>Finds the mapping of the nearest base class.</summary>
    private static ErrorMapping? Find(IReadOnlyList<ErrorMapping> mappings, Exception exception)
    {
        for (var type = exception.GetType(); type != typeof(object) && type is not null; type = type.BaseType)
        {
            foreach (var mapping in mappings)
            {
                if (mapping.ExceptionType == type)
                {
                    return mapping;
                }
            }
        }

        return null;
    }
}
