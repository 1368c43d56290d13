using Notify.Primitives;

namespace Notify.Content.Contracts;

/// <summary>The senders as acceptance and sending see them. Answers may be up to 2 seconds old.</summary>
public interface ISenders
{
    /// <summary>Finds the sender of messages that name none; <see langword="null"/> when the environment has no default.</summary>
    ValueTask<string?> FindDefaultAsync(EnvironmentId environmentId, CancellationToken cancellationToken);

    /// <summary>Says whether a sender can be chosen.</summary>
    ValueTask<bool> ExistsAsync(EnvironmentId environmentId, string identifier, CancellationToken cancellationToken);

    /// <summary>Finds the sender of a message that leaves now; one that was deleted meanwhile is found without its login.</summary>
    /// <returns><see langword="null"/> when there never was one of that identifier.</returns>
    ValueTask<SenderAccount?> FindAsync(EnvironmentId environmentId, string identifier, CancellationToken cancellationToken);
}
