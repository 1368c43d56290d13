namespace Notify.Gateway.Rest.Testing;

/// <summary>How far to move the clock.</summary>
/// <param name="AdvanceSeconds">Seconds forward.</param>
internal sealed record ClockBody(double AdvanceSeconds);
