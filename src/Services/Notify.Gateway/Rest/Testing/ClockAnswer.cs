namespace Notify.Gateway.Rest.Testing;

/// <summary>The installation's time.</summary>
/// <param name="Now">The time after the move.</param>
internal sealed record ClockAnswer(DateTimeOffset Now);
