using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Notify.Plugins.Loading;

namespace Notify.Plugins;

/// <summary>Registers the channel plugins with a host.</summary>
public static class ChannelPluginsServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IChannelPlugins"/>, configured by <c>Notify:Plugins</c>. All plugins are loaded before any hosted service
    /// starts; a folder that changes later takes effect without a restart.
    /// </summary>
    public static IServiceCollection AddChannelPlugins(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptionsWithValidateOnStart<ChannelPluginsOptions, ChannelPluginsOptionsValidator>()
            .Bind(configuration.GetSection(ChannelPluginsOptions.Section));
        services.AddOptionsWithValidateOnStart<PublicUrlOptions, PublicUrlOptionsValidator>().Bind(configuration.GetSection("Notify"));
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ => new HostOptionsReader(configuration.GetSection(ChannelPluginsOptions.Section)));
        services.AddSingleton<ShadowCopies>();
        services.AddSingleton<PluginLoader>();
        services.AddSingleton<PluginCatalog>();
        services.AddSingleton<IChannelPlugins>(static provider => provider.GetRequiredService<PluginCatalog>());
        services.AddHostedService<PluginWatcher>();
        return services;
    }
}
