using System.Security.Claims;
using Notify.Content.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Gateway.Schema.Errors;

namespace Notify.Gateway.Schema.Content;

/// <summary>Keeping senders.</summary>
[MutationType]
[Authorize(Roles = [Caller.Management])]
internal static partial class SenderMutations
{
    /// <summary>Adds a sender. As the default, it takes the place of the one before.</summary>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    public static Task<SenderNode> CreateSenderAsync(CreateSenderInput input, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(input.IdempotencyKey, "createSender", input);
            var draft = new SenderDraft
            {
                Identifier = input.Identifier,
                DisplayName = input.DisplayName,
                FromEmail = input.FromEmail,
                SmtpUser = input.SmtpUser,
                SmtpPassword = input.SmtpPassword,
                IsDefault = input.IsDefault ?? false,
            };
            return new SenderNode(await rooms.AskAsync(user, (ISenderDirectory directory) => directory.CreateAsync(draft, key, cancellationToken)));
        });

    /// <summary>Changes the given fields. The default cannot be renamed.</summary>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    public static Task<SenderNode> UpdateSenderAsync(UpdateSenderInput input, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(input.IdempotencyKey, "updateSender", input);
            var patch = new SenderPatch
            {
                Identifier = input.Identifier,
                DisplayName = input.DisplayName,
                FromEmail = input.FromEmail,
                SmtpUser = input.SmtpUser,
                SmtpPassword = input.SmtpPassword,
                IsDefault = input.IsDefault,
            };
            return new SenderNode(await rooms.AskAsync(user, (ISenderDirectory directory) => directory.UpdateAsync(input.Id, patch, key, cancellationToken)));
        });

    /// <summary>Removes a sender that is not the default. What was accepted in its name still leaves in its name.</summary>
    /// <param name="id">The global id.</param>
    /// <param name="idempotencyKey">The caller's key: a repeat with the same key gets the first answer.</param>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [UseMutationConvention(PayloadFieldName = "deletedSenderId")]
    [ID<SenderNode>]
    public static Task<string> DeleteSenderAsync(
        [ID<SenderNode>] string id, string? idempotencyKey, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(idempotencyKey, "deleteSender", id);
            return await rooms.AskAsync(user, async (ISenderDirectory directory) =>
            {
                await directory.DeleteAsync(id, key, cancellationToken);
                return id;
            });
        });
}

/// <summary>A sender that is wanted.</summary>
internal sealed record CreateSenderInput
{
    /// <summary>Gets the id that messages name as senderId, unique in the environment (a-z, 0-9, '-', '_').</summary>
    public required string Identifier { get; init; }

    /// <summary>Gets the name that recipients see; none by default.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets the address.</summary>
    public required string FromEmail { get; init; }

    /// <summary>Gets the sender's own user at the mail server; the integration's login is used by default.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>Gets the user's password; ignored without a user. It is never shown again.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>Gets whether messages that name no sender get this one; false by default.</summary>
    public bool? IsDefault { get; init; }

    /// <summary>Gets the caller's key, 1 to 255 visible ASCII characters: a repeat with the same key and input gets the first answer.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>Changes to a sender; what is left out stays.</summary>
internal sealed record UpdateSenderInput
{
    /// <summary>Gets the sender's global id.</summary>
    [ID<SenderNode>]
    public required string Id { get; init; }

    /// <summary>Gets the new id; the default sender's cannot be changed.</summary>
    public string? Identifier { get; init; }

    /// <summary>Gets the new name; empty removes it.</summary>
    public string? DisplayName { get; init; }

    /// <summary>Gets the new address.</summary>
    public string? FromEmail { get; init; }

    /// <summary>Gets the new user; empty removes the login.</summary>
    public string? SmtpUser { get; init; }

    /// <summary>Gets the new password; ignored without a user. It is never shown again.</summary>
    public string? SmtpPassword { get; init; }

    /// <summary>Gets whether messages that name no sender get this one.</summary>
    public bool? IsDefault { get; init; }

    /// <summary>Gets the caller's key, 1 to 255 visible ASCII characters: a repeat with the same key and input gets the first answer.</summary>
    public string? IdempotencyKey { get; init; }
}
