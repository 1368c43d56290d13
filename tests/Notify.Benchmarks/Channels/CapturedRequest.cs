namespace Notify.Benchmarks.Channels;

/// <summary>A request as a plugin sent it, for a bare client to send again.</summary>
internal sealed record CapturedRequest
{
    public required string Target { get; init; }

    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    public required byte[] Body { get; init; }

    public required string Protocol { get; init; }
}
