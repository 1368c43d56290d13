using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Storage;
using Notify.Plugins;
using Notify.Primitives;
using Notify.Secrets;

namespace Notify.Delivery.Integrations;

/// <summary>Asks plugins about their providers, live and without sending: do the credentials work, can messages be taken.</summary>
internal sealed class IntegrationChecks(IChannelPlugins plugins, SecretBox secrets, BreakerStore breakers, TimeProvider timeProvider)
{
    private static readonly TimeSpan VerifyBudget = TimeSpan.FromSeconds(15);

    /// <summary>Tries credentials that are stored.</summary>
    /// <exception cref="PluginUnavailableException">The plugin is not loaded.</exception>
    public async Task<IntegrationCheck> VerifyAsync(Integration integration, CancellationToken cancellationToken)
    {
        var active = new ActiveIntegration(integration, secrets, default);
        using var lease = plugins.Rent(active.ProviderKey, active.ReadSettings);
        return Read(integration.Provider, await lease.VerifyAsync(VerifyBudget, cancellationToken));
    }

    /// <summary>Tries settings that are not stored yet.</summary>
    /// <exception cref="NotifyException">The provider does not accept them.</exception>
    public async Task RequireWorkingAsync(string provider, JsonElement settings, CancellationToken cancellationToken)
    {
        var trial = new ProviderKey(provider, new(Uuid7.New(timeProvider)), SettingsVersion: 1);
        using var lease = plugins.Rent(trial, () => settings);
        if (await lease.VerifyAsync(VerifyBudget, cancellationToken) is { IsValid: false } refused)
        {
            throw new NotifyException(
                ErrorCode.CredentialsRefused, $"Nothing was stored, because the check failed ({refused.Code}): {refused.Detail} Correct the settings, or leave check out.",
                new FieldError("/settings", $"{refused.Code}: {refused.Detail}"));
        }
    }

    /// <summary>Looks at the providers of integrations, all at once.</summary>
    public async Task<IReadOnlyDictionary<IntegrationId, IntegrationHealth>> LookAsync(
        IReadOnlyList<Integration> integrations, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var open = await breakers.FindOpenAsync([.. integrations.Select(static integration => new IntegrationId(integration.Id))], cancellationToken);
        var found = await Task.WhenAll(integrations.Select(async integration =>
        {
            var id = new IntegrationId(integration.Id);
            var health = await LookAsync(integration, timeout, cancellationToken);
            return (id, Health: open.TryGetValue(id, out var breaker)
                ? health with
                {
                    Status = IntegrationHealthStatus.Unhealthy,
                    Code = health.Code ?? breaker.Code,
                    BreakerOpenUntil = breaker.Until,
                }
                : health);
        }));
        return found.ToDictionary(static pair => pair.id, static pair => pair.Health);
    }

    private async Task<IntegrationHealth> LookAsync(Integration integration, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = timeProvider.GetTimestamp();
        HealthReport report;
        try
        {
            var active = new ActiveIntegration(integration, secrets, default);
            using var lease = plugins.Rent(active.ProviderKey, active.ReadSettings);
            if (await lease.ProbeAsync(timeout, cancellationToken) is { } answer)
            {
                report = answer;
            }
            else if (await lease.VerifyAsync(timeout, cancellationToken) is { } verified) // a check of the credentials reaches the provider as well
            {
                report = new() { Status = verified.IsValid ? HealthStatus.Healthy : HealthStatus.Unhealthy, Code = verified.Code, Detail = verified.Detail };
            }
            else
            {
                return Health(IntegrationHealthStatus.Unknown, null, $"Plugin '{integration.Provider}' cannot tell without sending.");
            }
        }
        catch (PluginUnavailableException exception)
        {
            return Health(IntegrationHealthStatus.Unhealthy, "plugin-unavailable", exception.Message);
        }

        return Health(
            report.Status switch
            {
                HealthStatus.Healthy => IntegrationHealthStatus.Healthy,
                HealthStatus.Degraded => IntegrationHealthStatus.Degraded,
                _ => IntegrationHealthStatus.Unhealthy,
            },
            report.Code,
            report.Detail);

        IntegrationHealth Health(IntegrationHealthStatus status, string? code, string detail) => new()
        {
            Status = status,
            Code = code,
            Detail = detail,
            Latency = timeProvider.GetElapsedTime(started),
            CheckedAt = timeProvider.GetUtcNow(),
        };
    }

    private static IntegrationCheck Read(string provider, VerificationResult? result) => result is null
        ? new(Supported: false, Valid: false, "not-supported", $"Plugin '{provider}' cannot check credentials; send a message to find out.")
        : new(Supported: true, result.IsValid, result.Code, result.Detail);
}
