namespace Aspire.Hosting.ApplicationModel;

/// <summary>How a command ended.</summary>
public sealed class ExecuteCommandResult
{
    /// <summary>Gets whether it did what it was asked.</summary>
    public required bool Success { get; init; }

    /// <summary>Gets why it did not.</summary>
    public string? Message { get; init; }
}
