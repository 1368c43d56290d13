using System.Security.Claims;
using System.Text.Json;
using Notify.Audience.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Gateway.Schema.Errors;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Audience;

/// <summary>Storing and deleting subscribers.</summary>
[MutationType]
[Authorize]
internal static partial class AudienceMutations
{
    /// <summary>Stores a subscriber whole: what the input leaves out is forgotten, and every address counts as good again.</summary>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<ConflictError>]
    public static Task<SubscriberNode> UpsertSubscriberAsync(
        UpsertSubscriberInput input, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(input.IdempotencyKey, "upsertSubscriber", input);
            var stored = await rooms.AskAsync(user, (ISubscriberDirectory directory) =>
                directory.StoreAsync(user.EnvironmentId(), input.UserId, input.ToProfile(), key, cancellationToken).AsTask());
            return new SubscriberNode(stored.Subscriber);
        });

    /// <summary>Deletes a subscriber with all addresses.</summary>
    /// <param name="userId">The id that callers chose.</param>
    /// <param name="idempotencyKey">The caller's key: a repeat with the same key gets the first answer.</param>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [UseMutationConvention(PayloadFieldName = "deletedUserId")]
    public static Task<string> DeleteSubscriberAsync(
        string userId, string? idempotencyKey, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(idempotencyKey, "deleteSubscriber", userId);
            var deleted = await rooms.AskAsync(user, (ISubscriberDirectory directory) =>
                directory.DeleteAsync(user.EnvironmentId(), userId, key, cancellationToken).AsTask());
            return deleted ? userId : throw new NotifyException(ErrorCode.NotFound, $"There is no subscriber '{userId}' in this environment.");
        });
}

/// <summary>Everything that is to be known of a subscriber.</summary>
internal sealed record UpsertSubscriberInput
{
    /// <summary>Gets the id: 1 to 64 visible characters of the caller's choice.</summary>
    public required string UserId { get; init; }

    /// <summary>Gets the display name, up to 200 characters.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the e-mail address; internationalized ones are welcome.</summary>
    public string? Email { get; init; }

    /// <summary>Gets the telephone number in E.164 form, such as +4915112345678.</summary>
    public string? Phone { get; init; }

    /// <summary>Gets the absolute http or https URL that webhooks go to.</summary>
    public string? WebhookUrl { get; init; }

    /// <summary>Gets the language tag (BCP 47), such as de-at.</summary>
    public string? Locale { get; init; }

    /// <summary>Gets the IANA time zone, such as Europe/Vienna.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Gets the caller's own facts: an object of at most 32 KiB.</summary>
    public JsonElement? Data { get; init; }

    /// <summary>Gets addresses on further channels.</summary>
    public IReadOnlyList<ChannelAddressInput>? Channels { get; init; }

    /// <summary>Gets further addresses, several per channel if need be; at most 100.</summary>
    public IReadOnlyList<EndpointInput>? Endpoints { get; init; }

    /// <summary>Gets the caller's key, 1 to 255 visible ASCII characters: a repeat with the same key and input gets the first answer.</summary>
    public string? IdempotencyKey { get; init; }

    internal SubscriberProfile ToProfile() => new()
    {
        Name = Name,
        Email = Email,
        Phone = Phone,
        WebhookUrl = WebhookUrl,
        Locale = Locale,
        TimeZone = TimeZone,
        DataJson = Data is { ValueKind: not JsonValueKind.Null } data ? data.GetRawText() : null,
        Channels = ReadChannels(),
        Endpoints = Endpoints is null ? null : [.. Endpoints.Select(static endpoint =>
            new EndpointDraft { Channel = endpoint.Channel, Address = endpoint.Address, Provider = endpoint.Provider })],
    };

    private Dictionary<string, string?>? ReadChannels()
    {
        if (Channels is null)
        {
            return null;
        }

        var channels = new Dictionary<string, string?>(StringComparer.Ordinal);
        for (var i = 0; i < Channels.Count; i++)
        {
            if (!channels.TryAdd(Channels[i].Channel, Channels[i].Address))
            {
                throw new NotifyException(
                    ErrorCode.ValidationError, $"The channel '{Channels[i].Channel}' is given twice.", new FieldError($"/channels/{i}/channel", "is given twice."));
            }
        }

        return channels;
    }
}

/// <summary>An address on a channel.</summary>
internal sealed record ChannelAddressInput
{
    /// <summary>Gets the channel's id.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the address.</summary>
    public required string Address { get; init; }
}

/// <summary>An address on a channel. A subscriber may have several on one.</summary>
internal sealed record EndpointInput
{
    /// <summary>Gets the channel's id.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the address; one that is an object, as a browser's push subscription is, as its JSON text.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the plugin that the address belongs to; found by the address's form unless given.</summary>
    public string? Provider { get; init; }
}
