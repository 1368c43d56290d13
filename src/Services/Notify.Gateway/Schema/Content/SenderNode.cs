using System.Security.Claims;
using Notify.Content.Contracts;
using Notify.Gateway.Schema.Access;

namespace Notify.Gateway.Schema.Content;

/// <summary>In whose name e-mails leave. The password goes in and never comes out.</summary>
[Node]
[Authorize(Roles = [Caller.Management])]
[GraphQLName("Sender")]
internal sealed class SenderNode(SenderView view)
{
    /// <summary>Gets the global id.</summary>
    public string Id => view.Identifier;

    /// <summary>Gets the id that was chosen for it, which messages name as senderId.</summary>
    public string Identifier => view.Identifier;

    /// <summary>Gets the name that recipients see; null when they see the address alone.</summary>
    public string? DisplayName => view.DisplayName;

    /// <summary>Gets the address.</summary>
    public string FromEmail => view.FromEmail;

    /// <summary>Gets the sender's own user at the mail server; null when the integration's login is used.</summary>
    public string? SmtpUser => view.SmtpUser;

    /// <summary>Gets whether a password is stored.</summary>
    public bool HasPassword => view.HasPassword;

    /// <summary>Gets whether messages that name no sender get this one.</summary>
    public bool IsDefault => view.IsDefault;

    /// <summary>Gets when it was made.</summary>
    public DateTimeOffset CreatedAt => view.CreatedAt;

    /// <summary>Gets when it was last changed.</summary>
    public DateTimeOffset UpdatedAt => view.UpdatedAt;
}

/// <summary>How senders are found.</summary>
[ObjectType<SenderNode>]
internal static partial class SenderFields
{
    /// <summary>Finds a sender by its id.</summary>
    [NodeResolver]
    public static async Task<SenderNode?> GetSenderAsync(string id, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        await rooms.AskAsync(user, (ISenderDirectory directory) => directory.FindAsync(id, cancellationToken)) is { } found ? new SenderNode(found) : null;
}
