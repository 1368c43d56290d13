namespace Aspire.Hosting.ApplicationModel;

/// <summary>An environment variable a resource was started with.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Value">Its value.</param>
/// <param name="IsFromSpec">Whether the application model set it.</param>
public sealed record EnvironmentVariableSnapshot(string Name, string? Value, bool IsFromSpec);
