using System.Text;

namespace Notify.ProviderFakes;

/// <summary>What a fake provider does with a request.</summary>
public sealed record FakeAnswer
{
    /// <summary>Gets the status. The default is 200.</summary>
    public int Status { get; init; } = 200;

    /// <summary>Gets the body's bytes; empty means none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Gets the body's media type. The default is <c>application/json; charset=UTF-8</c>.</summary>
    public string ContentType { get; init; } = "application/json; charset=UTF-8";

    /// <summary>Gets further header fields.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    /// <summary>Gets what goes wrong with the connection. The default is nothing.</summary>
    public FakeFault Fault { get; init; }

    /// <summary>Gets the body as UTF-8 text.</summary>
    public string BodyText => Encoding.UTF8.GetString(Body.Span);

    /// <summary>An answer that never comes: the connection breaks instead.</summary>
    public static FakeAnswer ConnectionLost { get; } = new() { Fault = FakeFault.LoseConnection };

    /// <summary>Makes an answer with JSON in it.</summary>
    /// <param name="status">The status.</param>
    /// <param name="json">The body.</param>
    /// <param name="headers">Further header fields.</param>
    public static FakeAnswer Json(int status, string json, params ReadOnlySpan<(string Name, string Value)> headers) => Of(status, json, null, headers);

    /// <summary>Makes an answer with text in it.</summary>
    /// <param name="status">The status.</param>
    /// <param name="text">The body; empty means none.</param>
    /// <param name="headers">Further header fields.</param>
    public static FakeAnswer Plain(int status, string text = "", params ReadOnlySpan<(string Name, string Value)> headers) =>
        Of(status, text, "text/plain; charset=utf-8", headers);

    private static FakeAnswer Of(int status, string text, string? contentType, ReadOnlySpan<(string Name, string Value)> headers)
    {
        var fields = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
            fields[name] = value;
        var answer = new FakeAnswer { Status = status, Body = Encoding.UTF8.GetBytes(text), Headers = fields };
        return contentType is null ? answer : answer with { ContentType = contentType };
    }
}
