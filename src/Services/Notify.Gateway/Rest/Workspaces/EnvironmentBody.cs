namespace Notify.Gateway.Rest.Workspaces;

/// <summary>An environment that is wanted.</summary>
/// <param name="Name">1 to 64 characters, unique within the project.</param>
internal sealed record EnvironmentBody(string? Name);
