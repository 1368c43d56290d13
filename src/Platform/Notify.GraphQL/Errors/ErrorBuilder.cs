namespace Notify.GraphQL;

/// <summary>Builds an <see cref="IError"/>: <c>ErrorBuilder.New().SetMessage("…").SetCode("…").Build()</c>.</summary>
public sealed class ErrorBuilder
{
    private readonly Dictionary<string, object?> extensions = [];
    private readonly List<SourceLocation> locations = [];
    private string? message;
    private string? code;
    private Path? path;
    private Exception? exception;

    private ErrorBuilder()
    {
    }

    /// <summary>Starts an error.</summary>
    public static ErrorBuilder New() => new();

    /// <summary>Sets what went wrong. Required.</summary>
    /// <param name="value">One sentence.</param>
    public ErrorBuilder SetMessage(string value)
    {
        message = value;
        return this;
    }

    /// <summary>Sets the stable code.</summary>
    /// <param name="value">The code, in capitals.</param>
    public ErrorBuilder SetCode(string? value)
    {
        code = value;
        return this;
    }

    /// <summary>Sets the response position.</summary>
    /// <param name="value">The position.</param>
    public ErrorBuilder SetPath(Path? value)
    {
        path = value;
        return this;
    }

    /// <summary>Adds a place in the document.</summary>
    /// <param name="location">The place.</param>
    public ErrorBuilder AddLocation(SourceLocation location)
    {
        locations.Add(location);
        return this;
    }

    /// <summary>Sets an entry of <c>extensions</c>.</summary>
    /// <param name="key">The key.</param>
    /// <param name="value">A value that <c>System.Text.Json</c> can write.</param>
    public ErrorBuilder SetExtension(string key, object? value)
    {
        extensions[key] = value;
        return this;
    }

    /// <summary>Keeps the exception for the server's own log.</summary>
    /// <param name="value">What was thrown.</param>
    public ErrorBuilder SetException(Exception? value)
    {
        exception = value;
        return this;
    }

    /// <summary>Makes the error.</summary>
    /// <exception cref="InvalidOperationException">No message was set.</exception>
    public IError Build() =>
        new GraphQLError(message ?? throw new InvalidOperationException("An error needs a message: call SetMessage first."))
        {
            Code = code,
            Path = path,
            Locations = [.. locations],
            Extensions = new Dictionary<string, object?>(extensions),
            Exception = exception,
        };
}
