using System.Collections.Concurrent;
using System.Diagnostics;

namespace Notify.LocalHosting.Processes;

/// <summary>
/// Starts every child from one thread that lives as long as the AppHost: the kernel sends a child its parent-death signal
/// when the <em>thread</em> that started it ends, and a thread-pool thread may end at any time.
/// </summary>
internal static class ProcessSpawner
{
    private static readonly string[] NotInherited =
        ["ASPNETCORE_URLS", "DOTNET_LAUNCH_PROFILE", "ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT", "ASPIRE_LOGLEVEL"];

    private static readonly BlockingCollection<Action> Work = [];
    private static readonly string? SetPriv = Programs.TryFind("setpriv");
    private static readonly string? SetSid = Programs.TryFind("setsid");

    static ProcessSpawner()
    {
        new Thread(static () =>
        {
            foreach (var start in Work.GetConsumingEnumerable())
            {
                start();
            }
        })
        { IsBackground = true, Name = "process starter" }.Start();
    }

    public static Task<Process> StartAsync(ProcessPlan plan)
    {
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(Describe(plan))!); // null only with UseShellExecute
            }
            catch (Exception ex)
            {
                started.SetException(ex);
            }
        });
        return started.Task;
    }

    private static ProcessStartInfo Describe(ProcessPlan plan)
    {
        List<string> command = [.. Wrap(plan), plan.FileName, .. plan.Arguments];
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            WorkingDirectory = plan.WorkingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in plan.Environment)
        {
            start.Environment[name] = value;
        }

        return start;
    }

    // A session of its own keeps Ctrl+C in the terminal from reaching the child: the AppHost stops children in its own order.
    private static IEnumerable<string> Wrap(ProcessPlan plan)
    {
        if (SetSid is not null)
        {
            yield return SetSid;
        }

        if (SetPriv is null)
        {
            yield break;
        }

        yield return SetPriv;
        yield return "--pdeathsig";
        yield return plan.StopSignal == Signals.Interrupt ? "INT" : "TERM";
        if (plan.RunAs is { } user)
        {
            yield return "--reuid=" + user.Name;
            yield return "--regid=" + user.GroupId.ToString(System.Globalization.CultureInfo.InvariantCulture);
            yield return "--clear-groups";
            if (plan.NeedsPassage)
            {
                yield return "--inh-caps=+dac_override";
                yield return "--ambient-caps=+dac_override";
            }
        }
    }
}
