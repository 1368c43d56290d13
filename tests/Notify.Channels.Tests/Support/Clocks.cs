namespace Notify.Channels.Tests.Support;

internal static class Clocks
{
    /// <summary>A clock that stands at noon until a test moves it.</summary>
    public static FakeTimeProvider AtNoon() => new(new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero));
}
