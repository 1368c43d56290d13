namespace Notify.GraphQL.Validation;

/// <summary>What an operation costs before it is run, after the IBM cost specification.</summary>
internal sealed record OperationCost
{
    /// <summary>Gets the sum of field weights, each as often as its field may be resolved.</summary>
    public required double FieldCost { get; init; }

    /// <summary>Gets the number of objects that the answer may hold, the root included.</summary>
    public required double TypeCost { get; init; }

    /// <summary>Gets whether a variable decides how long a list is, so that other variables make another cost.</summary>
    public bool DependsOnVariables { get; init; }

    /// <summary>Gets what is wrong with slicing arguments; empty when nothing is.</summary>
    public IReadOnlyList<IError> Errors { get; init; } = [];
}
