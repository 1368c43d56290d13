using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Cli.Plugins;

/// <summary>Sends one message through a plugin, under the guard that it runs under in Notify.</summary>
internal static class PluginSending
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(SendRequest request, TextWriter output, CancellationToken stoppingToken)
    {
        await using var host = await StartAsync(request, stoppingToken);
        if (Find(host.Plugins, request) is not { } manifest)
        {
            var errors = host.Plugins.All.Where(status => Directory.Exists(request.Plugin) || status.Id == request.Plugin)
                .Select(static status => status.Error).OfType<string>().ToArray();
            await output.WriteLineAsync(errors.Length == 0
                ? $"No plugin '{request.Plugin}' is loaded. Loaded are: {string.Join(", ", host.Plugins.Manifests.Select(static manifest => manifest.Id))}."
                : string.Join('\n', errors.Select(host.Tell)));
            return 1;
        }

        var faults = Validate(host.Plugins, manifest, request.Settings);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
                await output.WriteLineAsync($"{(fault.Path.Length == 0 ? "settings" : fault.Path)}: {fault.Message}");
            return 1;
        }

        if (await host.Plugins.FindEndpointFaultAsync(manifest.Id, request.To, stoppingToken) is { } rule)
        {
            await output.WriteLineAsync($"The address must be {rule}. Notify would refuse it where it is stored.");
            return 1;
        }

        var message = TestMessage.Of(manifest.Family, request, TimeProvider.System);
        using var lease = host.Plugins.Rent(new(manifest.Id, IntegrationId.New(TimeProvider.System), 1), () => request.Settings);
        var outcome = await lease.SendAsync(message, manifest.SendTimeout ?? DefaultTimeout, stoppingToken);
        var secrets = request.Settings.EnumerateObject().Where(property => host.Plugins.SecretSettings(manifest.Id).Contains(property.Name));
        await output.WriteLineAsync(Hide(OutcomeText.Of(outcome), secrets.Select(static property => property.Value)));
        return outcome is SendOutcome.Accepted ? 0 : 1;
    }

    private static IReadOnlyList<FieldError> Validate(IChannelPlugins plugins, ChannelManifest manifest, JsonElement settings)
    {
        try
        {
            return plugins.ValidateSettings(manifest.Id, settings);
        }
        catch (NotifyException exception) when (exception.Code == ErrorCode.SettingsTimeout)
        {
            return [.. exception.Fields];
        }
    }

    private static Task<PluginWorkbench> StartAsync(SendRequest request, CancellationToken cancellationToken)
    {
        if (Directory.Exists(request.Plugin))
            return FolderAsync(request, cancellationToken);

        return request.Plugins.Length > 0
            ? PluginWorkbench.OfFoldersAsync(Existing(request.Plugins), Options(request.Plugin, request), cancellationToken)
            : throw new UsageException($"'{request.Plugin}' is no folder. To send through a plugin by its id, say where plugins are: --plugins FOLDERS");
    }

    /// <summary>An operator's options are given by id, which only the loaded plugin knows: so a folder with options is loaded twice.</summary>
    private static async Task<PluginWorkbench> FolderAsync(SendRequest request, CancellationToken cancellationToken)
    {
        var host = await PluginWorkbench.OfFolderAsync(request.Plugin, [], cancellationToken);
        if (request.Options.Count == 0 || host.Plugins.Manifests is not [var manifest])
            return host;

        await host.DisposeAsync();
        return await PluginWorkbench.OfFolderAsync(request.Plugin, Options(manifest.Id, request), cancellationToken);
    }

    private static IEnumerable<(string Key, string Value)> Options(string id, SendRequest request) =>
        request.Options.Select(option => ($"Notify:Plugins:Options:{id}:{option.Key}", option.Value));

    private static string Existing(string folders)
    {
        var existing = folders.Split(';', StringSplitOptions.RemoveEmptyEntries).Where(Directory.Exists).Select(Path.GetFullPath).ToArray();
        return existing.Length > 0 ? string.Join(';', existing) : throw new UsageException($"None of the folders '{folders}' is there.");
    }

    private static ChannelManifest? Find(IChannelPlugins plugins, SendRequest request) =>
        Directory.Exists(request.Plugin) ? (plugins.Manifests is [var only] ? only : null)
        : plugins.TryFind(request.Plugin, out var manifest) ? manifest : null;

    /// <summary>Secrets that a plugin put into its words all the same are not printed.</summary>
    private static string Hide(string text, IEnumerable<JsonElement> secrets)
    {
        foreach (var secret in secrets.Select(static value => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText()))
        {
            if (!string.IsNullOrEmpty(secret))
                text = text.Replace(secret, "***", StringComparison.Ordinal);
        }

        return text;
    }
}
