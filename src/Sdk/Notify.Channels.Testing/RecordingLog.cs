using System.Collections.Concurrent;
using Notify.Channels.Sdk;

namespace Notify.Channels.Testing;

/// <summary>A plugin log that keeps what is written. Thread-safe.</summary>
public sealed class RecordingLog : IPluginLog
{
    private readonly ConcurrentQueue<string> _entries = new();

    /// <summary>Gets what was written, in order.</summary>
    public IReadOnlyList<string> Entries => [.. _entries];

    /// <inheritdoc/>
    public void Write(PluginLogLevel level, string message) => _entries.Enqueue($"{level}: {message}");
}
