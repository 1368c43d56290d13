using Notify.Primitives;

namespace Notify.Gateway.Schema.Errors;

/// <summary>What the errors of all payloads have in common.</summary>
/// <param name="exception">The refusal.</param>
internal abstract class PayloadError(NotifyException exception)
{
    /// <summary>Gets what was wrong, with which value, and what to do.</summary>
    public string Message { get; } = exception.Message;

    /// <summary>Gets the stable code, the same as at the REST door.</summary>
    public string Code { get; } = exception.Code.Text;

    /// <summary>Gets the fields at fault, all of them at once; empty when the request as a whole is.</summary>
    public IReadOnlyList<InvalidField> Fields { get; } = [.. exception.Fields.Select(static field => new InvalidField(field.Path, field.Message))];
}

/// <summary>The request is not valid; every field at fault is named.</summary>
internal sealed class ValidationError : PayloadError
{
    public ValidationError(InvalidRequestException exception)
        : base(exception.Refusal)
    {
    }
}

/// <summary>One field at fault.</summary>
/// <param name="Path">Where in the input, as a JSON Pointer (RFC 6901), such as <c>/recipients/3/userId</c>.</param>
/// <param name="Message">What was wrong and what to do.</param>
internal sealed record InvalidField(string Path, string Message);

/// <summary>The API key does not allow it.</summary>
internal sealed class ForbiddenError : PayloadError
{
    public ForbiddenError(ForbiddenException exception)
        : base(exception.Refusal)
    {
    }
}

/// <summary>Nothing of that id exists in the caller's environment.</summary>
internal sealed class NotFoundError : PayloadError
{
    public NotFoundError(UnknownThingException exception)
        : base(exception.Refusal)
    {
    }
}

/// <summary>The present state does not allow it.</summary>
internal sealed class ConflictError : PayloadError
{
    public ConflictError(ConflictingStateException exception)
        : base(exception.Refusal)
    {
    }
}

/// <summary>A limit is reached and nothing was accepted; try again later.</summary>
internal sealed class LimitError : PayloadError
{
    public LimitError(LimitReachedException exception)
        : base(exception.Refusal) => RetryAfterSeconds = exception.Refusal.RetryAfter is { } wait ? (int)Math.Ceiling(wait.TotalSeconds) : null;

    /// <summary>Gets how long to wait before asking again; null when nobody knows.</summary>
    public int? RetryAfterSeconds { get; }
}
