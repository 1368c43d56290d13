namespace Notify.Channels.Testing;

/// <summary>What a status means to one provider, where that differs from the kit's table.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Outcome">What may come of it.</param>
/// <param name="Reason">Why: what the provider's documentation says. Not empty.</param>
public sealed record StatusExpectation(int Status, OutcomeClass Outcome, string Reason);
