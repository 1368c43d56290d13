using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Gateway.Rest.Workspaces;

/// <summary>An API key that is wanted.</summary>
internal sealed record ApiKeyBody
{
    /// <summary>Gets the name to recognise it by.</summary>
    public string? Name { get; init; }

    /// <summary>Gets NORMAL (default), TEAM (reaches the guest list only) or TEST (reaches nobody).</summary>
    public string? Type { get; init; }

    /// <summary>Gets the environment it opens, one of the caller's project; the caller's own by default.</summary>
    public string? EnvironmentId { get; init; }

    /// <exception cref="NotifyException">The type is none, or there is no such environment.</exception>
    public NewApiKey ToWanted() => new()
    {
        Name = Name,
        Type = Type switch
        {
            null or "NORMAL" => ApiKeyType.Normal,
            "TEAM" => ApiKeyType.Team,
            "TEST" => ApiKeyType.Test,
            _ => throw new NotifyException(
                ErrorCode.ValidationError, $"The key type '{Type}' is none.", new FieldError("/type", "must be NORMAL, TEAM or TEST.")),
        },
        EnvironmentId = EnvironmentId is null ? null
            : Primitives.EnvironmentId.TryParse(EnvironmentId, out var id) ? id
            : throw new NotifyException(ErrorCode.NotFound, $"There is no environment '{EnvironmentId}' in this project."),
    };
}
