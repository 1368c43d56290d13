namespace Notify.Channels.Sdk;

/// <summary>How bad a log entry is.</summary>
public enum PluginLogLevel
{
    /// <summary>For whoever looks for a fault. Not kept by default.</summary>
    Debug,

    /// <summary>The ordinary course of things.</summary>
    Information,

    /// <summary>Unexpected, but nothing failed.</summary>
    Warning,

    /// <summary>Something failed that an outcome does not tell.</summary>
    Error,
}
