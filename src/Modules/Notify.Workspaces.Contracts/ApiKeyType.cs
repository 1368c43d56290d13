namespace Notify.Workspaces.Contracts;

/// <summary>What a key may do.</summary>
public enum ApiKeyType
{
    /// <summary>Sends to anybody.</summary>
    Normal = 0,

    /// <summary>Sends only to recipients on the environment's guest list.</summary>
    Team = 1,

    /// <summary>Sends to nobody: deliveries are simulated and marked so.</summary>
    Test = 2,
}
