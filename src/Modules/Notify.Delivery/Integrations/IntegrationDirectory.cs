using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Sending;
using Notify.Plugins;
using Notify.Postgres.Environments;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Notify.Secrets;

namespace Notify.Delivery.Integrations;

/// <summary>Keeps integrations. Every change is one transaction, and repeats of a keyed change get its first answer.</summary>
internal sealed partial class IntegrationDirectory(
    DeliveryDbContext database, EnvironmentScope scope, IChannelPlugins plugins, SecretBox secrets, IntegrationCache cache, IntegrationChecks checks, RetryPresets presets, TimeProvider timeProvider)
    : IIntegrationDirectory
{
    public async Task<IReadOnlyList<IntegrationView>> ListAsync(CancellationToken cancellationToken) =>
        (await database.Integrations.AsNoTracking().OrderBy(static integration => integration.Id).ToListAsync(cancellationToken)).ConvertAll(ToView);

    public async Task<IntegrationView?> FindAsync(IntegrationId id, CancellationToken cancellationToken) =>
        await database.Integrations.AsNoTracking().SingleOrDefaultAsync(integration => integration.Id == id.Value, cancellationToken) is { } found
            ? ToView(found) : null;

    public async Task<IntegrationView> CreateAsync(IntegrationDraft draft, RequestKey? key, CancellationToken cancellationToken)
    {
        var settings = JsonDocument.Parse(draft.SettingsJson).RootElement;
        if (draft.Check)
        {
            Validate(FindPlugin(draft.Provider).Id, settings);
            await checks.RequireWorkingAsync(draft.Provider, settings, cancellationToken);
        }

        return await ChangeAsync(key, async token =>
        {
            var manifest = FindPlugin(draft.Provider);
            CheckRetryPreset(draft.RetryPreset);
            LimitRules.Require(draft.Limits);
            var integration = new Integration
            {
                Id = Uuid7.New(timeProvider),
                EnvironmentId = scope.EnvironmentId.Value,
                Identifier = await ChooseIdentifierAsync(draft, token),
                Name = draft.Name ?? draft.Identifier ?? manifest.DisplayName,
                Provider = manifest.Id,
                Channel = manifest.Channel,
                Settings = "{}",
                SecretNames = [],
                Active = draft.Active,
                RetryPreset = draft.RetryPreset,
                OnAmbiguous = draft.OnAmbiguous,
                MaxConcurrentSends = draft.Limits.MaxConcurrentSends,
                SendsPerSecond = draft.Limits.SendsPerSecond,
                SendTimeoutSeconds = draft.Limits.SendTimeoutSeconds,
                CreatedAt = timeProvider.GetUtcNow(),
            };
            Apply(integration, settings);
            database.Integrations.Add(integration);
            if (draft.Primary || !await database.Integrations.AnyAsync(other => other.Channel == manifest.Channel && other.IsPrimary, token))
            {
                await MakePrimaryAsync(integration, token);
            }

            return integration;
        }, cancellationToken);
    }

    public async Task<IntegrationView> UpdateAsync(IntegrationId id, IntegrationPatch patch, RequestKey? key, CancellationToken cancellationToken)
    {
        if (patch is { Check: true, SettingsJson: { } change })
        {
            var stored = await database.Integrations.AsNoTracking().SingleOrDefaultAsync(integration => integration.Id == id.Value, cancellationToken) ?? throw Unknown(id);
            var settings = SettingsDocument.Merge(ReadSettings(stored), change);
            Validate(FindPlugin(stored.Provider).Id, settings);
            await checks.RequireWorkingAsync(stored.Provider, settings, cancellationToken);
        }

        return await ChangeAsync(key, async token =>
        {
            var integration = await GetAsync(id, token);
            CheckRetryPreset(patch.RetryPreset);
            LimitRules.Require(patch.Limits);
            integration.MaxConcurrentSends = patch.Limits.MaxConcurrentSends ?? integration.MaxConcurrentSends;
            integration.SendsPerSecond = patch.Limits.SendsPerSecond ?? integration.SendsPerSecond;
            integration.SendTimeoutSeconds = patch.Limits.SendTimeoutSeconds ?? integration.SendTimeoutSeconds;
            integration.Name = patch.Name ?? integration.Name;
            integration.Active = patch.Active ?? integration.Active;
            integration.RetryPreset = patch.RetryPreset ?? integration.RetryPreset;
            integration.OnAmbiguous = patch.OnAmbiguous ?? integration.OnAmbiguous;
            Apply(integration, patch.SettingsJson is null ? ReadSettings(integration) : SettingsDocument.Merge(ReadSettings(integration), patch.SettingsJson));
            if (patch.Primary == true && !integration.IsPrimary)
            {
                await MakePrimaryAsync(integration, token);
            }

            return integration;
        }, cancellationToken);
    }

    public async Task DeleteAsync(IntegrationId id, RequestKey? key, CancellationToken cancellationToken)
    {
        await IdempotencyLedger.RunAsync(database, scope.EnvironmentId, key, async token =>
        {
            var integration = await GetAsync(id, token);
            database.Integrations.Remove(integration);
            await database.SaveChangesAsync(token); // frees the place of the primary before another takes it
            if (integration.IsPrimary)
            {
                var next = await database.Integrations.Where(other => other.Channel == integration.Channel)
                    .OrderByDescending(static other => other.Active).ThenBy(static other => other.Id).FirstOrDefaultAsync(token);
                next?.IsPrimary = true;
            }

            return true;
        }, cancellationToken);
        cache.Forget(scope.EnvironmentId);
    }

    public async Task<IntegrationCheck> VerifyAsync(IntegrationId id, CancellationToken cancellationToken)
    {
        var integration = await GetAsync(id, cancellationToken);
        FindPlugin(integration.Provider);
        return await checks.VerifyAsync(integration, cancellationToken);
    }

    public async Task<IntegrationHealth> CheckHealthAsync(IntegrationId id, TimeSpan timeout, CancellationToken cancellationToken) =>
        (await checks.LookAsync([await GetAsync(id, cancellationToken)], timeout, cancellationToken))[id];

    public async Task<IReadOnlyList<PluginView>> ListPluginsAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var active = await database.Integrations.AsNoTracking().Where(static integration => integration.Active).ToListAsync(cancellationToken);
        active.AddRange(plugins.Manifests.Where(manifest => plugins.IsBuiltIn(manifest.Id)).Select(manifest => IntegrationCache.BuiltIn(scope.EnvironmentId, manifest)));
        var health = await checks.LookAsync(active, timeout, cancellationToken);
        return
        [
            .. plugins.All.Select(status =>
            {
                plugins.TryFind(status.Id, out var manifest);
                return new PluginView
                {
                    Id = status.Id,
                    Channel = status.Channel,
                    Version = status.Version,
                    DisplayName = manifest?.DisplayName,
                    Loaded = status.State == PluginState.Loaded,
                    Health = active.Where(integration => integration.Provider == status.Id)
                        .Select(integration => health[new(integration.Id)].Status).DefaultIfEmpty(IntegrationHealthStatus.Unknown).Max(),
                    Error = status.Error,
                    SettingsSchema = manifest?.SettingsSchema,
                };
            }),
        ];
    }

    private async Task<IntegrationView> ChangeAsync(RequestKey? key, Func<CancellationToken, Task<Integration>> change, CancellationToken cancellationToken)
    {
        try
        {
            var view = await IdempotencyLedger.RunAsync(database, scope.EnvironmentId, key, async token => ToView(await change(token)), cancellationToken);
            cache.Forget(scope.EnvironmentId);
            return view;
        }
        catch (DbUpdateException exception) when (exception.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation } or null)
        {
            throw new NotifyException(ErrorCode.Conflict, "Another request changed this environment's integrations at the same moment. Read them and try again.");
        }
    }

    private async Task<Integration> GetAsync(IntegrationId id, CancellationToken cancellationToken) =>
        await database.Integrations.SingleOrDefaultAsync(integration => integration.Id == id.Value, cancellationToken)
        ?? throw Unknown(id);

    private static NotifyException Unknown(IntegrationId id) => new(ErrorCode.NotFound, $"There is no integration '{id}' in this environment.");

    private ChannelManifest FindPlugin(string provider) => plugins.TryFind(provider, out var manifest)
        ? !plugins.IsBuiltIn(provider) ? manifest : throw new NotifyException(
            ErrorCode.ValidationError, $"Plugin '{provider}' is built in: every environment has it already. Send on channel '{manifest.Channel}'.",
            new FieldError("/provider", "This plugin is built in and needs no integration."))
        : throw new NotifyException(
            ErrorCode.ValidationError, $"No plugin '{provider}' is loaded. Loaded: {string.Join(", ", plugins.Manifests.Select(static m => m.Id))}.",
            new FieldError("/provider", "No plugin of this id is loaded."));

    private void CheckRetryPreset(string? preset)
    {
        if (preset is not null && !presets.Exists(preset))
        {
            throw new NotifyException(
                ErrorCode.ValidationError, $"There is no retry preset '{preset}'. Known: {string.Join(", ", presets.Names)}.",
                new FieldError("/retryPreset", "There is no retry preset of this name."));
        }
    }

    private void Validate(string provider, JsonElement settings)
    {
        if (!plugins.TryFind(provider, out _))
        {
            return;
        }

        IReadOnlyList<FieldError> errors;
        try
        {
            errors = plugins.ValidateSettings(provider, settings);
        }
        catch (NotifyException exception)
        {
            throw new NotifyException(exception.Code, exception.Message, WithinSettings(exception.Fields));
        }

        if (errors.Count > 0)
        {
            throw new NotifyException(
                ErrorCode.ValidationError, $"The settings do not fit plugin '{provider}': {string.Join(" ", errors.Select(static error => $"{error.Path}: {error.Message}"))}",
                WithinSettings(errors));
        }
    }

    private static List<FieldError> WithinSettings(IEnumerable<FieldError> errors) =>
        [.. errors.Select(static error => error with { Path = $"/settings{error.Path}" })];

    private void Apply(Integration integration, JsonElement settings)
    {
        Validate(integration.Provider, settings);
        var secretNames = plugins.TryFind(integration.Provider, out _) ? plugins.SecretSettings(integration.Provider) : integration.SecretNames.ToHashSet();
        var (open, hidden, names) = SettingsDocument.Split(settings, secretNames);
        integration.Settings = open;
        integration.Secrets = hidden is null ? null : secrets.Seal(integration.Id, hidden);
        integration.SecretNames = names;
        integration.UpdatedAt = timeProvider.GetUtcNow();
        integration.Version++;
    }

    private JsonElement ReadSettings(Integration integration) => new ActiveIntegration(integration, secrets, default).ReadSettings();

    /// <summary>One primary per channel: the old one steps back before the new one is written.</summary>
    private async Task MakePrimaryAsync(Integration integration, CancellationToken cancellationToken)
    {
        await database.Integrations
            .Where(other => other.Channel == integration.Channel && other.IsPrimary && other.Id != integration.Id)
            .ExecuteUpdateAsync(static update => update.SetProperty(static other => other.IsPrimary, false), cancellationToken);
        integration.IsPrimary = true;
    }

    private async Task<string> ChooseIdentifierAsync(IntegrationDraft draft, CancellationToken cancellationToken)
    {
        if (draft.Identifier is { } wanted)
        {
            if (!IdentifierPattern().IsMatch(wanted))
            {
                throw new NotifyException(
                    ErrorCode.ValidationError, $"Identifier '{wanted}' must be 1 to 64 characters of a-z, 0-9 and '-', starting with a letter.",
                    new FieldError("/identifier", "Use 1 to 64 characters of a-z, 0-9 and '-', starting with a letter."));
            }

            return await database.Integrations.AnyAsync(integration => integration.Identifier == wanted, cancellationToken)
                ? throw new NotifyException(
                    ErrorCode.AlreadyExists, $"An integration '{wanted}' exists already. Choose another identifier, or change it with PATCH.",
                    new FieldError("/identifier", "This identifier is taken."))
                : wanted;
        }

        var taken = await database.Integrations.Select(static integration => integration.Identifier).ToListAsync(cancellationToken);
        return Enumerable.Range(1, taken.Count + 1)
            .Select(number => number == 1 ? draft.Provider : $"{draft.Provider}-{number}")
            .First(candidate => !taken.Contains(candidate));
    }

    private IntegrationView ToView(Integration integration) => new()
    {
        Id = new(integration.Id),
        Identifier = integration.Identifier,
        Name = integration.Name,
        Provider = integration.Provider,
        Channel = integration.Channel,
        SettingsJson = integration.Settings,
        Secrets = integration.SecretNames,
        Active = integration.Active,
        Primary = integration.IsPrimary,
        RetryPreset = integration.RetryPreset,
        OnAmbiguous = integration.OnAmbiguous,
        Limits = new()
        {
            MaxConcurrentSends = integration.MaxConcurrentSends,
            SendsPerSecond = integration.SendsPerSecond,
            SendTimeoutSeconds = integration.SendTimeoutSeconds,
        },
        CallbackUrl = plugins.TryFind(integration.Provider, out var manifest) && manifest.Abilities.HasFlag(ChannelAbilities.Callbacks)
            ? plugins.CallbackUrl(new(integration.Id)) : null,
        CreatedAt = integration.CreatedAt,
        UpdatedAt = integration.UpdatedAt,
    };

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$")]
    private static partial Regex IdentifierPattern();
}
