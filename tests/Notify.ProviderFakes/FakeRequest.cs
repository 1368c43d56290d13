using System.Text;
using System.Text.Json;

namespace Notify.ProviderFakes;

/// <summary>A request that a fake provider got.</summary>
public sealed record FakeRequest
{
    /// <summary>Gets the method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the path with its query, as it was sent.</summary>
    public required string Target { get; init; }

    /// <summary>Gets the header fields, their names in lower case; pseudo-header fields are left out.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Gets the body's bytes.</summary>
    public required byte[] Body { get; init; }

    /// <summary>Gets the protocol, such as <c>HTTP/2</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>Gets what tells the connection from every other.</summary>
    public required string ConnectionId { get; init; }

    /// <summary>Gets the path without its query.</summary>
    public string Path => Target.Split('?', 2)[0];

    /// <summary>Gets the body as UTF-8 text.</summary>
    public string Text => Encoding.UTF8.GetString(Body);

    /// <summary>Finds a header field.</summary>
    /// <param name="name">The field's name, in lower case.</param>
    /// <returns>The value; <see langword="null"/> when there is none.</returns>
    public string? Header(string name) => Headers.GetValueOrDefault(name);

    /// <summary>Reads the body as JSON.</summary>
    public JsonElement Json() => JsonSerializer.Deserialize<JsonElement>(Body);

    /// <summary>Reads the body as a form (<c>application/x-www-form-urlencoded</c>), of which several fields may share a name.</summary>
    public ILookup<string, string> Form() => Text.Split('&', StringSplitOptions.RemoveEmptyEntries)
        .Select(static pair => pair.Split('=', 2))
        .ToLookup(static pair => Decode(pair[0]), static pair => pair.Length > 1 ? Decode(pair[1]) : "", StringComparer.Ordinal);

    private static string Decode(string value) => Uri.UnescapeDataString(value.Replace('+', ' '));
}
