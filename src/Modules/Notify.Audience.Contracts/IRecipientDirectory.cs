using Notify.Primitives;

namespace Notify.Audience.Contracts;

/// <summary>Finds recipients for sending, many at a time.</summary>
public interface IRecipientDirectory
{
    /// <summary>Finds recipients by the ids that callers use, in one round trip, across environments.</summary>
    /// <returns>One entry per reference, in the same order; <see langword="null"/> where there is no such subscriber.</returns>
    ValueTask<IReadOnlyList<Recipient?>> FindAsync(IReadOnlyList<RecipientRef> references, CancellationToken cancellationToken);

    /// <summary>Finds recipients by internal key, in one round trip.</summary>
    /// <returns>One entry per id, in the same order; <see langword="null"/> where the subscriber was deleted.</returns>
    ValueTask<IReadOnlyList<Recipient?>> FindAsync(IReadOnlyList<SubscriberId> ids, CancellationToken cancellationToken);
}
