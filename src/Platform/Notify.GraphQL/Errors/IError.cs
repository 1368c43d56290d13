namespace Notify.GraphQL;

/// <summary>One entry of a response's <c>errors</c>. Immutable; the <c>With…</c> methods answer a changed copy.</summary>
public interface IError
{
    /// <summary>Gets what went wrong, for the developer who reads it.</summary>
    string Message { get; }

    /// <summary>Gets the stable code in <c>extensions.code</c>; null when there is none.</summary>
    string? Code { get; }

    /// <summary>Gets the response position; null for errors of the whole request.</summary>
    Path? Path { get; }

    /// <summary>Gets the places in the document; empty when none apply.</summary>
    IReadOnlyList<SourceLocation> Locations { get; }

    /// <summary>Gets further entries of <c>extensions</c>, without the code.</summary>
    IReadOnlyDictionary<string, object?> Extensions { get; }

    /// <summary>Gets what a resolver threw; never sent to the client unless <see cref="RequestOptions.IncludeExceptionDetails"/>.</summary>
    Exception? Exception { get; }

    /// <summary>Copies the error with another message.</summary>
    /// <param name="message">The new message.</param>
    IError WithMessage(string message);

    /// <summary>Copies the error with another code.</summary>
    /// <param name="code">The new code; null takes it away.</param>
    IError WithCode(string? code);

    /// <summary>Copies the error with an entry in <c>extensions</c>.</summary>
    /// <param name="key">The entry's key.</param>
    /// <param name="value">A value that <c>System.Text.Json</c> can write.</param>
    IError SetExtension(string key, object? value);
}

/// <summary>Looks at, and may change, each error before it is sent.</summary>
public interface IErrorFilter
{
    /// <summary>Answers the error to send, often the one given.</summary>
    /// <param name="error">The error as it would be sent.</param>
    IError OnError(IError error);
}
