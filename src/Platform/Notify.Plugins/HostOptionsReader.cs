using Microsoft.Extensions.Configuration;

namespace Notify.Plugins;

/// <summary>
/// Reads what the operator set for one plugin under <c>Notify:Plugins:Options:{plugin id}</c>, on top of what holds for all plugins that make
/// HTTP calls, <c>Notify:Plugins:AllowPrivateNetworks</c> and <c>Notify:Plugins:TrustedCertificates</c>.
/// </summary>
internal sealed class HostOptionsReader(IConfigurationSection section)
{
    private static readonly string[] Common = ["AllowPrivateNetworks", "TrustedCertificates"];

    public IReadOnlyDictionary<string, string> For(string pluginId)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var name in Common)
        {
            if (section[name] is { Length: > 0 } value)
                options[name] = value;
        }

        foreach (var (key, value) in section.GetSection("Options").GetSection(pluginId).AsEnumerable(makePathsRelative: true))
        {
            if (value is not null)
                options[key] = value;
        }

        return options;
    }
}
