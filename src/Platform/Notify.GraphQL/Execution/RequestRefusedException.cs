namespace Notify.GraphQL.Execution;

/// <summary>A request cannot be run; the errors say why.</summary>
internal sealed class RequestRefusedException(RequestFailure failure, IReadOnlyList<IError> errors) : Exception(errors[0].Message)
{
    public RequestRefusedException(RequestFailure failure, string code, string message)
        : this(failure, [new GraphQLError(message) { Code = code }])
    {
    }

    public RequestFailure Failure { get; } = failure;

    public IReadOnlyList<IError> Errors { get; } = errors;
}
