using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>On whose behalf something is sent.</summary>
/// <param name="EnvironmentId">The environment that owns what is made.</param>
/// <param name="Simulated">Whether providers are left out (a TEST key): everything else happens and is marked.</param>
/// <param name="GuestsOnly">Whether only recipients on the guest list may be reached (a TEAM key).</param>
public readonly record struct SendCaller(EnvironmentId EnvironmentId, bool Simulated, bool GuestsOnly);
