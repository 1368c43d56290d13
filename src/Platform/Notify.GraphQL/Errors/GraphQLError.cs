using System.Collections.Frozen;

namespace Notify.GraphQL;

/// <summary>The server's own <see cref="IError"/>.</summary>
internal sealed record GraphQLError(string Message) : IError
{
    private static readonly FrozenDictionary<string, object?> None = FrozenDictionary<string, object?>.Empty;

    public string? Code { get; init; }

    public Path? Path { get; init; }

    public IReadOnlyList<SourceLocation> Locations { get; init; } = [];

    public IReadOnlyDictionary<string, object?> Extensions { get; init; } = None;

    public Exception? Exception { get; init; }

    public IError WithMessage(string message) => this with { Message = message };

    public IError WithCode(string? code) => this with { Code = code };

    public IError SetExtension(string key, object? value) =>
        this with { Extensions = new Dictionary<string, object?>(Extensions) { [key] = value } };
}
