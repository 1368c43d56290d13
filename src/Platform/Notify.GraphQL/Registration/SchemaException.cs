namespace Notify.GraphQL;

/// <summary>The classes given do not make a schema. Thrown while the application starts; lists all that is wrong.</summary>
public sealed class SchemaException : Exception
{
    /// <summary>Carries the problems.</summary>
    /// <param name="problems">One sentence or two for each: where, what, and how to mend it.</param>
    public SchemaException(IReadOnlyList<string> problems)
        : base($"The GraphQL schema cannot be built ({problems.Count} problem{(problems.Count == 1 ? "" : "s")}):{string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}"))}")
    {
        Problems = problems;
    }

    /// <summary>Gets the problems.</summary>
    public IReadOnlyList<string> Problems { get; }
}
