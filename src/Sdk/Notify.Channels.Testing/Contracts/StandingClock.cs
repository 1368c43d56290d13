using Microsoft.Extensions.Time.Testing;

namespace Notify.Channels.Testing;

/// <summary>The clock that contracts give a provider. It stands at a whole second, as HTTP dates are, until it is moved.</summary>
internal static class StandingClock
{
    public static readonly DateTimeOffset Start = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static FakeTimeProvider New() => new(Start);
}
