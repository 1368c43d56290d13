using System.Security.Claims;
using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Gateway.Schema.Errors;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Integrations;

/// <summary>Keeping integrations.</summary>
[MutationType]
[Authorize(Roles = [Caller.Management])]
internal static partial class IntegrationMutations
{
    /// <summary>Adds an integration. Its settings are checked against the plugin's schema; the first of a channel becomes its primary.</summary>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    public static Task<IntegrationNode> CreateIntegrationAsync(
        CreateIntegrationInput input, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(input.IdempotencyKey, "createIntegration", input);
            var draft = new IntegrationDraft
            {
                Provider = input.Provider,
                Identifier = input.Identifier,
                Name = input.Name,
                SettingsJson = ReadSettings(input.Settings) ?? "{}",
                Active = input.Active ?? true,
                Primary = input.Primary ?? false,
                RetryPreset = input.RetryPreset,
                OnAmbiguous = input.OnAmbiguous ?? AmbiguityPolicy.Resend,
                Limits = IntegrationLimitsInput.Read(input.Limits),
                Check = input.Check ?? false,
            };
            return new IntegrationNode(await rooms.AskAsync(user, (IIntegrationDirectory directory) => directory.CreateAsync(draft, key, cancellationToken)));
        });

    /// <summary>Changes the given fields. Settings are merged: a secret that is not given is kept, null removes a setting.</summary>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    public static Task<IntegrationNode> UpdateIntegrationAsync(
        UpdateIntegrationInput input, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(input.IdempotencyKey, "updateIntegration", input);
            var patch = new IntegrationPatch
            {
                Name = input.Name,
                SettingsJson = ReadSettings(input.Settings),
                Active = input.Active,
                Primary = input.Primary,
                RetryPreset = input.RetryPreset,
                OnAmbiguous = input.OnAmbiguous,
                Limits = IntegrationLimitsInput.Read(input.Limits),
                Check = input.Check ?? false,
            };
            return new IntegrationNode(await rooms.AskAsync(
                user, (IIntegrationDirectory directory) => directory.UpdateAsync(new IntegrationId(input.Id), patch, key, cancellationToken)));
        });

    /// <summary>Removes an integration; the next of its channel becomes primary.</summary>
    /// <param name="id">The global id.</param>
    /// <param name="idempotencyKey">The caller's key: a repeat with the same key gets the first answer.</param>
    [Cost(10)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [Error<ConflictError>]
    [UseMutationConvention(PayloadFieldName = "deletedIntegrationId")]
    [ID<IntegrationNode>]
    public static Task<Guid> DeleteIntegrationAsync(
        [ID<IntegrationNode>] Guid id, string? idempotencyKey, ClaimsPrincipal user, Rooms rooms, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            var key = RequestKeys.Read(idempotencyKey, "deleteIntegration", id);
            return await rooms.AskAsync(user, async (IIntegrationDirectory directory) =>
            {
                await directory.DeleteAsync(new IntegrationId(id), key, cancellationToken);
                return id;
            });
        });

    /// <summary>Checks the stored credentials live, without sending a message.</summary>
    /// <param name="id">The global id.</param>
    /// <param name="idempotencyKey">Accepted for uniformity: a check changes nothing, so a repeat checks again.</param>
    [Cost(50)]
    [Error<ValidationError>]
    [Error<NotFoundError>]
    [UseMutationConvention(PayloadFieldName = "health")]
    public static Task<IntegrationHealthNode> VerifyIntegrationAsync(
        [ID<IntegrationNode>] Guid id, string? idempotencyKey, ClaimsPrincipal user, Rooms rooms, TimeProvider time, CancellationToken cancellationToken) =>
        Refusals.SortAsync(async () =>
        {
            RequestKeys.Read(idempotencyKey, "verifyIntegration", id);
            var started = time.GetTimestamp();
            var check = await rooms.AskAsync(user, (IIntegrationDirectory directory) => directory.VerifyAsync(new IntegrationId(id), cancellationToken));
            return new IntegrationHealthNode(new()
            {
                Status = !check.Supported ? IntegrationHealthStatus.Unknown : check.Valid ? IntegrationHealthStatus.Healthy : IntegrationHealthStatus.Unhealthy,
                Code = check.Code,
                Detail = check.Detail,
                Latency = time.GetElapsedTime(started),
                CheckedAt = time.GetUtcNow(),
            });
        });

    private static string? ReadSettings(JsonElement? settings)
    {
        var errors = new List<FieldError>();
        var text = Rest.Integrations.IntegrationFields.ReadSettings(settings, errors);
        Rest.Integrations.IntegrationFields.ThrowIfAny(errors);
        return text;
    }
}

/// <summary>An integration that is wanted.</summary>
internal sealed record CreateIntegrationInput
{
    /// <summary>Gets the plugin's id, such as smtp or webhook.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets a short name, unique in the environment (a-z, 0-9, '-'); made from the provider by default.</summary>
    public string? Identifier { get; init; }

    /// <summary>Gets the name shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the settings, as the plugin's schema describes them; none by default.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>Gets whether it is used; true by default.</summary>
    public bool? Active { get; init; }

    /// <summary>Gets whether it is tried first; the first of a channel is in any case.</summary>
    public bool? Primary { get; init; }

    /// <summary>Gets the retry preset: standard, lexigram, patient or none; the project's by default.</summary>
    public string? RetryPreset { get; init; }

    /// <summary>Gets what happens to a message that may have been sent; RESEND by default.</summary>
    public AmbiguityPolicy? OnAmbiguous { get; init; }

    /// <summary>Gets the account's limits; the plugin's own by default.</summary>
    public IntegrationLimitsInput? Limits { get; init; }

    /// <summary>Gets whether the credentials are tried live first; when they do not work, nothing is stored. False by default.</summary>
    public bool? Check { get; init; }

    /// <summary>Gets the caller's key, 1 to 255 visible ASCII characters: a repeat with the same key and input gets the first answer.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>Changes to an integration; what is left out stays.</summary>
internal sealed record UpdateIntegrationInput
{
    /// <summary>Gets the integration's global id.</summary>
    [ID<IntegrationNode>]
    public required Guid Id { get; init; }

    /// <summary>Gets the name shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the settings to merge.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>Gets whether it is used.</summary>
    public bool? Active { get; init; }

    /// <summary>Gets true to try it first on its channel.</summary>
    public bool? Primary { get; init; }

    /// <summary>Gets the retry preset.</summary>
    public string? RetryPreset { get; init; }

    /// <summary>Gets what happens to a message that may have been sent.</summary>
    public AmbiguityPolicy? OnAmbiguous { get; init; }

    /// <summary>Gets the account's limits; the plugin's own by default.</summary>
    public IntegrationLimitsInput? Limits { get; init; }

    /// <summary>Gets whether the credentials are tried live first; when they do not work, nothing is stored. False by default.</summary>
    public bool? Check { get; init; }

    /// <summary>Gets the caller's key, 1 to 255 visible ASCII characters: a repeat with the same key and input gets the first answer.</summary>
    public string? IdempotencyKey { get; init; }
}

/// <summary>What an account takes.</summary>
internal sealed record IntegrationLimitsInput
{
    /// <summary>Gets how many calls may run at once, in each dispatcher: 1 to 10,000.</summary>
    public int? MaxConcurrentSends { get; init; }

    /// <summary>Gets how many messages are sent per second, by each dispatcher: above 0, up to 100,000.</summary>
    public double? SendsPerSecond { get; init; }

    /// <summary>Gets how long one call may take: 0.1 to 600 seconds.</summary>
    public double? SendTimeoutSeconds { get; init; }

    internal static IntegrationLimits Read(IntegrationLimitsInput? input) => new()
    {
        MaxConcurrentSends = input?.MaxConcurrentSends,
        SendsPerSecond = input?.SendsPerSecond,
        SendTimeoutSeconds = input?.SendTimeoutSeconds,
    };
}
