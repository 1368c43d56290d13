namespace Aspire.Hosting;

/// <summary>What the application model is used for. Here it is always run.</summary>
public sealed class DistributedApplicationExecutionContext
{
    /// <summary>Gets whether the application is run.</summary>
    public bool IsRunMode { get; } = true;

    /// <summary>Gets whether the application is published.</summary>
    public bool IsPublishMode => !IsRunMode;
}
