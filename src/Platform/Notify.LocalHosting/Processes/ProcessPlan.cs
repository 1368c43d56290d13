namespace Notify.LocalHosting.Processes;

/// <summary>How a process is started and stopped.</summary>
internal sealed record ProcessPlan
{
    public required string FileName { get; init; }

    public IReadOnlyList<string> Arguments { get; init; } = [];

    public required string WorkingDirectory { get; init; }

    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>The signal that asks it to end in good order.</summary>
    public int StopSignal { get; init; } = Signals.Terminate;

    /// <summary>The user it runs as when the AppHost is root; null for the AppHost's own.</summary>
    public UnixUser? RunAs { get; init; }

    /// <summary>True when <see cref="RunAs"/> could not walk to its files, because they lie below a folder closed to others such as /root.</summary>
    public bool NeedsPassage { get; init; }
}
