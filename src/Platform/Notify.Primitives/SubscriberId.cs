namespace Notify.Primitives;

/// <summary>The internal key of a recipient; callers know the recipient by the id they chose themselves.</summary>
/// <param name="Value">A UUIDv7 (RFC 9562), so that ids sort by the time they were made.</param>
public readonly record struct SubscriberId(Guid Value)
{
    /// <summary>Makes a new id stamped with the clock's present time.</summary>
    public static SubscriberId New(TimeProvider timeProvider) => new(Uuid7.New(timeProvider));

    /// <summary>Reads the wire form; an id is opaque to callers, so anything unreadable is simply unknown.</summary>
    public static bool TryParse(string? text, out SubscriberId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new(value);
        return parsed;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("D");
}
