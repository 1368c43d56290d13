namespace Notify.GraphQL.Execution;

/// <summary>Runs GraphQL requests against one schema. Thread-safe.</summary>
public interface IRequestExecutor
{
    /// <summary>Runs one request. Whatever is wrong with it is in the result; only cancellation throws.</summary>
    /// <param name="request">The request. Not to be reused while it runs.</param>
    /// <param name="cancellationToken">Ends the execution, or the subscription that came of it.</param>
    /// <exception cref="OperationCanceledException"><paramref name="cancellationToken"/> was cancelled.</exception>
    ValueTask<IExecutionResult> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken);

    /// <summary>Prints the schema in SDL, types and fields in the order of the alphabet.</summary>
    string PrintSchema();

    /// <summary>
    /// Lists, as <c>Type.field</c>, root fields and resolvers that anybody may call: no <c>[Authorize]</c> on them, on the type that
    /// declares them, or on every type they may answer. For a test that allows no such field by oversight.
    /// </summary>
    IReadOnlyList<string> FindUnprotectedFields();
}
