using Notify.Primitives;

namespace Notify.Inbox.Contracts;

/// <summary>Keeps people's inboxes. Thread-safe.</summary>
public interface IInboxStore
{
    /// <summary>Puts a message into an inbox. One that is there already is left as it is: an attempt that is made again makes no second message.</summary>
    /// <param name="environmentId">Whose recipient.</param>
    /// <param name="userId">The recipient, by the id that callers use.</param>
    /// <param name="message">The message.</param>
    /// <param name="cancellationToken">Ends the call; nothing or all of it is stored.</param>
    ValueTask AddAsync(EnvironmentId environmentId, string userId, InboxMessage message, CancellationToken cancellationToken);

    /// <summary>Lists an inbox, newest first, on a keyset.</summary>
    /// <param name="environmentId">Whose recipient.</param>
    /// <param name="userId">The recipient.</param>
    /// <param name="after">The previous page's last message; <see langword="null"/> for the first page.</param>
    /// <param name="limit">How many, from 1.</param>
    /// <param name="cancellationToken">Ends the query.</param>
    Task<IReadOnlyList<InboxMessage>> ListAsync(EnvironmentId environmentId, string userId, DeliveryId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Counts what was not read, exactly.</summary>
    Task<long> CountUnreadAsync(EnvironmentId environmentId, string userId, CancellationToken cancellationToken);

    /// <summary>Marks a message as read.</summary>
    /// <returns><see langword="false"/> when the inbox has none of that id.</returns>
    ValueTask<bool> MarkReadAsync(EnvironmentId environmentId, string userId, DeliveryId id, CancellationToken cancellationToken);
}
