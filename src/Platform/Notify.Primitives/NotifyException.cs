namespace Notify.Primitives;

/// <summary>A request that cannot be carried out as asked. The doors turn it into problem+json or a typed GraphQL error.</summary>
public sealed class NotifyException : Exception
{
    /// <summary>Makes the refusal.</summary>
    /// <param name="code">What kind of refusal; its stable text and HTTP status come with it.</param>
    /// <param name="message">One sentence: what was wrong, with which value, and what to do.</param>
    /// <param name="fields">The fields at fault, all of them at once; empty when the request as a whole is.</param>
    public NotifyException(ErrorCode code, string message, params IReadOnlyList<FieldError> fields)
        : base(message)
    {
        ArgumentNullException.ThrowIfNull(code);
        Code = code;
        Fields = fields;
    }

    /// <summary>Gets the kind of refusal.</summary>
    public ErrorCode Code { get; }

    /// <summary>Gets the fields at fault.</summary>
    public IReadOnlyList<FieldError> Fields { get; }

    /// <summary>Gets how long the caller should wait before asking again; <see langword="null"/> when waiting does not help.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
