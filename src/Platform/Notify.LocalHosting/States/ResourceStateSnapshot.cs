namespace Aspire.Hosting.ApplicationModel;

/// <summary>A state as shown to people.</summary>
/// <param name="Text">One of <see cref="KnownResourceStates"/>.</param>
/// <param name="Style">How it is shown: <c>success</c>, <c>info</c>, <c>error</c>, or null.</param>
public sealed record ResourceStateSnapshot(string Text, string? Style)
{
    /// <summary>Makes a state from its text.</summary>
    /// <param name="text">The text.</param>
    public static implicit operator ResourceStateSnapshot?(string? text) => text is null ? null : FromString(text);

    /// <summary>Makes a state from its text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The state.</returns>
    public static ResourceStateSnapshot FromString(string text) => new(text, null);
}
