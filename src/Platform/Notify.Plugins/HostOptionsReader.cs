using Microsoft.Extensions.Configuration;

namespace Notify.Plugins;

/// <summary>Reads what the operator set for one plugin under <c>Notify:Plugins:Options:{plugin id}</c>.</summary>
internal sealed class HostOptionsReader(IConfigurationSection section)
{
    public IReadOnlyDictionary<string, string> For(string pluginId)
    {
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in section.GetSection(pluginId).AsEnumerable(makePathsRelative: true))
        {
            if (value is not null)
                options[key] = value;
        }

        return options;
    }
}
