namespace Notify.Redis.Limits;

/// <summary>Counts minutes since 1970, and turns answers in minutes into times.</summary>
internal static class Minutes
{
    /// <summary>How far ahead room is looked for. A backlog of a week is an outage; its rest goes into the last minute.</summary>
    public const int Horizon = 7 * 24 * 60;

    public static long Of(DateTimeOffset time) => time.ToUnixTimeSeconds() / 60;

    public static RateDecision Decide(int minutesAhead, DateTimeOffset now) =>
        minutesAhead == 0
            ? new(true, now)
            : new(false, DateTimeOffset.FromUnixTimeSeconds((Of(now) + minutesAhead) * 60));
}
