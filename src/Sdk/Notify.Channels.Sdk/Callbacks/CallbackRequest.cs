namespace Notify.Channels.Sdk;

/// <summary>An HTTP request that claims to come from the provider.</summary>
public sealed record CallbackRequest
{
    /// <summary>Gets the method, in capitals.</summary>
    public required string Method { get; init; }

    /// <summary>Gets the absolute URL as the provider called it, with its query: what some providers sign.</summary>
    public required Uri Url { get; init; }

    /// <summary>Gets the header fields. Names are case-insensitive; several fields of one name are joined by commas.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Gets the body's bytes, unchanged: signatures cover them as they are.</summary>
    public required ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Finds a header field.</summary>
    /// <param name="name">The field's name, in any case.</param>
    /// <returns>The value; <see langword="null"/> when there is none.</returns>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
