namespace Notify.GraphQL;

/// <summary>Thrown by a resolver to answer one or more errors of its own making, which are sent as they are.</summary>
public sealed class GraphQLException : Exception
{
    /// <summary>Carries errors to the response.</summary>
    /// <param name="errors">At least one error.</param>
    public GraphQLException(params IReadOnlyList<IError> errors)
        : base(errors.Count > 0 ? errors[0].Message : "A resolver failed.")
    {
        Errors = errors;
    }

    /// <summary>Carries one error without a code.</summary>
    /// <param name="message">What went wrong.</param>
    public GraphQLException(string message)
        : this(new GraphQLError(message))
    {
    }

    /// <summary>Gets the HTTP status of the answer when an interceptor refuses the whole request, from 400 to 599; null to go by the error's code.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Gets the errors.</summary>
    public IReadOnlyList<IError> Errors { get; }
}
