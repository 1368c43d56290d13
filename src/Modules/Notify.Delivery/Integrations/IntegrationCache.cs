using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Notify.Channels.Sdk;
using Notify.Plugins;
using Notify.Postgres.Environments;
using Notify.Primitives;
using Notify.Secrets;

namespace Notify.Delivery.Integrations;

/// <summary>The active integrations of an environment's channels, primary first. Answers may be up to 2 seconds old.</summary>
internal sealed class IntegrationCache(
    IServiceScopeFactory scopes, IChannelPlugins plugins, SecretBox secrets, AccountLimits limits, MailRedirect redirect)
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<EnvironmentId, Entry> entries = new();

    /// <summary>Gets the integrations to try on a channel, in order. Empty when there is none.</summary>
    public async ValueTask<IReadOnlyList<ActiveIntegration>> GetAsync(EnvironmentId environmentId, string channel, CancellationToken cancellationToken)
    {
        if (!entries.TryGetValue(environmentId, out var entry) || TimeProvider.System.GetElapsedTime(entry.ReadAt) > Freshness)
        {
            entry = await ReadAsync(environmentId, cancellationToken);
            entries[environmentId] = entry;
        }

        return entry.ByChannel.TryGetValue(channel, out var found) ? found : [];
    }

    /// <summary>Forgets what is known of an environment, after this process changed it.</summary>
    public void Forget(EnvironmentId environmentId) => entries.TryRemove(environmentId, out _);

    private async Task<Entry> ReadAsync(EnvironmentId environmentId, CancellationToken cancellationToken)
    {
        var readAt = TimeProvider.System.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<EnvironmentScope>().Enter(environmentId);
        var stored = await scope.ServiceProvider.GetRequiredService<DeliveryDbContext>().Integrations.AsNoTracking()
            .Where(static integration => integration.Active)
            .OrderByDescending(static integration => integration.IsPrimary).ThenBy(static integration => integration.Id)
            .ToListAsync(cancellationToken);
        var byChannel = stored.GroupBy(static integration => integration.Channel).ToDictionary(
            static channel => channel.Key, IReadOnlyList<ActiveIntegration> (channel) => channel.Select(Activate).ToList());
        foreach (var builtIn in plugins.Manifests.Where(manifest => plugins.IsBuiltIn(manifest.Id)))
        {
            byChannel.TryAdd(builtIn.Channel, [new ActiveIntegration(BuiltIn(environmentId, builtIn), secrets, default)]);
        }

        return new(readAt, byChannel);
    }

    private ActiveIntegration Activate(Integration stored) => redirect.Covers(stored)
        ? new(redirect.Divert(stored), secrets, limits.Of(stored), divertedFrom: stored.Provider)
        : new(stored, secrets, limits.Of(stored));

    /// <summary>The account that every environment has with a plugin that is part of the program. It bears the environment's id: that is all such a provider is told.</summary>
    public static Integration BuiltIn(EnvironmentId environmentId, ChannelManifest manifest) => new()
    {
        Id = environmentId.Value,
        EnvironmentId = environmentId.Value,
        Identifier = manifest.Id,
        Name = manifest.DisplayName,
        Provider = manifest.Id,
        Channel = manifest.Channel,
        Settings = "{}",
        SecretNames = [],
        Active = true,
        IsPrimary = true,
    };

    private sealed record Entry(long ReadAt, Dictionary<string, IReadOnlyList<ActiveIntegration>> ByChannel);
}
