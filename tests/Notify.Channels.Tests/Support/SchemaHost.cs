using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Channels.Tests.Support;

/// <summary>A host with one plugin, of which only the settings schema matters.</summary>
internal sealed class SchemaHost : IAsyncDisposable
{
    private const string Id = "schema";
    private readonly PluginHost _host;
    private readonly PluginFolders _none;

    private SchemaHost(PluginHost host, PluginFolders none)
    {
        _host = host;
        _none = none;
    }

    /// <exception cref="FormatException">The schema is refused.</exception>
    public static async Task<SchemaHost> StartAsync(string schema)
    {
        var none = new PluginFolders();
        try
        {
            return new(await PluginHost.StartAsync(none.Path, [new BuiltInPlugin(new SchemaPlugin(schema))], ("Notify:Plugins:Watch", "false")), none);
        }
        catch
        {
            none.Dispose();
            throw;
        }
    }

    public IReadOnlyList<FieldError> Validate(string settings) => _host.Plugins.ValidateSettings(Id, JsonSerializer.Deserialize<JsonElement>(settings));

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _none.Dispose();
    }

    private sealed class SchemaPlugin(string schema) : IChannelPlugin
    {
        public ChannelManifest Manifest { get; } = new()
        {
            Id = Id, Channel = Id, Family = MessageFamily.Chat, DisplayName = "Schema", Version = "1.0.0", SettingsSchema = schema,
        };

        public IChannelProvider Create(ProviderContext context) => throw new NotSupportedException("Only its schema is asked for.");
    }
}
