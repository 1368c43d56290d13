using Notify.Primitives;

namespace Notify.Content.Contracts;

/// <summary>Keeps the senders of the present request's environment. Passwords go in and never come out.</summary>
public interface ISenderDirectory
{
    /// <summary>Lists all senders in the order of their identifiers.</summary>
    Task<IReadOnlyList<SenderView>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Finds one; <see langword="null"/> when the environment has none of that identifier.</summary>
    Task<SenderView?> FindAsync(string identifier, CancellationToken cancellationToken);

    /// <summary>Adds one. As the default, it takes the place of the one before.</summary>
    /// <exception cref="NotifyException">Members are not valid, or the identifier is taken.</exception>
    Task<SenderView> CreateAsync(SenderDraft draft, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>Changes the given members.</summary>
    /// <exception cref="NotifyException">There is no such sender, the result would not be valid, or the default would be renamed.</exception>
    Task<SenderView> UpdateAsync(string identifier, SenderPatch patch, RequestKey? key, CancellationToken cancellationToken);

    /// <summary>Removes one. What was accepted in its name still leaves in its name, by the integration's login.</summary>
    /// <exception cref="NotifyException">There is no such sender, or it is the default.</exception>
    Task DeleteAsync(string identifier, RequestKey? key, CancellationToken cancellationToken);
}
