namespace Notify.Primitives;

/// <summary>A background run over many recipients.</summary>
/// <param name="Value">A UUIDv7 (RFC 9562), so that ids sort by the time they were made.</param>
public readonly record struct JobId(Guid Value)
{
    /// <summary>Makes a new id stamped with the clock's present time.</summary>
    public static JobId New(TimeProvider timeProvider) => new(Uuid7.New(timeProvider));

    /// <summary>Reads the wire form; an id is opaque to callers, so anything unreadable is simply unknown.</summary>
    public static bool TryParse(string? text, out JobId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
