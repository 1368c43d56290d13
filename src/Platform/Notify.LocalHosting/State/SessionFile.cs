using System.Text.Json;
using Notify.LocalHosting.Processes;

namespace Notify.LocalHosting.State;

/// <summary>
/// Lists the processes of this run, so that the next start can end what a killed AppHost left behind. A process is known by
/// its id and its start time, so a reused id is never mistaken for it.
/// </summary>
internal sealed partial class SessionFile(StateDirectory state, ILogger<SessionFile> logger)
{
    private readonly Lock gate = new();
    private readonly Dictionary<ProcessIdentity, string> children = [];

    /// <summary>Claims the state folder and ends what a previous run left.</summary>
    public void Open()
    {
        if (Read() is { } previous)
        {
            if (previous.AppHost.IsAlive())
            {
                throw new DistributedApplicationException(
                    $"Another AppHost (process {previous.AppHost.Id}) already runs with the state folder '{state.Root}'. "
                    + "Stop it with './notify down', or set NOTIFY_HOME to another folder to run a second one.");
            }

            foreach (var (name, process) in previous.Children)
            {
                if (process.IsAlive())
                {
                    LogLeftover(name, process.Id);
                    ProcessTree.Kill(ProcessTree.Of(process));
                }
            }
        }

        Write();
    }

    public void Add(ProcessIdentity process, string resource)
    {
        lock (gate)
        {
            children[process] = resource;
            Write();
        }
    }

    public void Remove(ProcessIdentity process)
    {
        lock (gate)
        {
            children.Remove(process);
            Write();
        }
    }

    public void Close() => File.Delete(state.SessionFile);

    private Session? Read()
    {
        try
        {
            return File.Exists(state.SessionFile) ? JsonSerializer.Deserialize<Session>(File.ReadAllText(state.SessionFile)) : null;
        }
        catch (JsonException)
        {
            return null; // cut short by a power loss; nothing can be running from before it
        }
    }

    private void Write() => PrivateFile.Write(
        state.SessionFile,
        JsonSerializer.Serialize(new Session(ProcessIdentity.Self, [.. children.Select(static c => new Child(c.Value, c.Key))])));

    [LoggerMessage(1001, LogLevel.Warning, "Ended process {ProcessId} of '{Resource}', left by an AppHost that was killed.")]
    private partial void LogLeftover(string resource, int processId);

    private sealed record Session(ProcessIdentity AppHost, IReadOnlyList<Child> Children);

    private sealed record Child(string Resource, ProcessIdentity Process);
}
