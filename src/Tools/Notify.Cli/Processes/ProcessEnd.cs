namespace Notify.Cli.Processes;

/// <summary>Ends an app host: asks, waits, and kills it when it does not end.</summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan KillLimit = TimeSpan.FromSeconds(10); // only the kernel is waited for

    /// <summary>Ends the process that was started then, and no other that has its id by now.</summary>
    public static async Task OfAsync(Surroundings around, int processId, string started, CancellationToken cancellationToken)
    {
        if (ProcessStart.Of(processId) != started)
            return;

        Signals.Terminate(processId);
        if (await IsGoneAsync(around.StopLimit))
            return;

        around.Say($"The AppHost (process {processId}) did not end within {around.StopLimit.TotalSeconds:0.#} s; killing it.");
        Signals.Kill(processId);
        await IsGoneAsync(KillLimit);

        async Task<bool> IsGoneAsync(TimeSpan limit)
        {
            for (var start = around.Time.GetTimestamp(); ProcessStart.Of(processId) == started; await Task.Delay(LookEvery, around.Time, cancellationToken))
            {
                if (around.Time.GetElapsedTime(start) > limit)
                    return false;
            }

            return true;
        }
    }
}
