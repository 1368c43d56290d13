namespace Aspire.Hosting.ApplicationModel;

/// <summary>A further fact about a resource, such as <c>executable.pid</c>.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">Its value.</param>
public sealed record ResourcePropertySnapshot(string Name, object? Value);
