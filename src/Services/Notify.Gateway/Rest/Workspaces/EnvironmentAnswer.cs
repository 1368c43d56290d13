using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Rest.Workspaces;

/// <summary>An environment of the caller's project.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="CreatedAt">When it was made.</param>
internal sealed record EnvironmentAnswer(string Id, string Name, DateTimeOffset CreatedAt)
{
    public static EnvironmentAnswer Of(EnvironmentInfo info) => new(info.Id.ToString(), info.Name, info.CreatedAt);
}
