using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Notify.Delivery.Contracts;
using Notify.Delivery.Housekeeping;
using Notify.Plugins;
using Notify.Postgres.Environments;
using Notify.Primitives;

namespace Notify.Delivery.Integrations;

/// <summary>Brings a fresh installation to the point where it can send.</summary>
internal sealed class DeliveryBootstrap(IServiceScopeFactory scopes, IConfiguration configuration, IChannelPlugins plugins, PartitionStore partitions)
    : IDeliveryBootstrap
{
    public async Task<int> EnsureIntegrationsAsync(EnvironmentId environmentId, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<EnvironmentScope>().Enter(environmentId);
        var directory = scope.ServiceProvider.GetRequiredService<IIntegrationDirectory>();
        var present = (await directory.ListAsync(cancellationToken)).ToDictionary(static integration => integration.Identifier);
        var wanted = configuration.GetSection("Notify:Bootstrap:Integrations").GetChildren().ToList();
        foreach (var section in wanted)
        {
            var identifier = section["Identifier"] ?? throw new InvalidOperationException($"{section.Path}:Identifier is not set; every bootstrap integration needs one.");
            var provider = section["Provider"] ?? throw new InvalidOperationException($"{section.Path}:Provider is not set; name the plugin, such as smtp.");
            var settings = ReadSettings(provider, section.GetSection("Settings"));
            if (present.TryGetValue(identifier, out var integration))
            {
                await directory.UpdateAsync(integration.Id, new() { SettingsJson = settings }, key: null, cancellationToken);
            }
            else
            {
                var draft = new IntegrationDraft
                {
                    Identifier = identifier,
                    Provider = provider,
                    SettingsJson = settings,
                    Primary = bool.TryParse(section["Primary"], out var primary) && primary,
                };
                await directory.CreateAsync(draft, key: null, cancellationToken);
            }
        }

        return wanted.Count;
    }

    public Task EnsurePartitionsAsync(CancellationToken cancellationToken) => partitions.EnsureAsync(cancellationToken);

    /// <summary>Configuration knows only text; the plugin's schema says which of it are numbers and switches.</summary>
    private string ReadSettings(string provider, IConfigurationSection section)
    {
        var types = plugins.TryFind(provider, out var manifest) ? JsonNode.Parse(manifest.SettingsSchema)?["properties"] as JsonObject : null;
        var settings = new JsonObject();
        foreach (var entry in section.GetChildren())
        {
            var name = types?.Select(static property => property.Key).FirstOrDefault(key => key.Equals(entry.Key, StringComparison.OrdinalIgnoreCase)) ?? entry.Key;
            settings[name] = (types?[name]?["type"]?.ToString(), entry.Value) switch
            {
                ("integer", { } text) when long.TryParse(text, out var number) => number,
                ("number", { } text) when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var number) => number,
                ("boolean", { } text) when bool.TryParse(text, out var flag) => flag,
                (_, var text) => text,
            };
        }

        return settings.ToJsonString();
    }
}
