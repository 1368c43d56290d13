using System.Text.Json;

namespace Notify.PluginTool;

/// <summary>One message to send through one plugin.</summary>
internal sealed record SendRequest
{
    /// <summary>Gets the plugin's folder, or its id.</summary>
    public required string Plugin { get; init; }

    public required JsonElement Settings { get; init; }

    public required string To { get; init; }

    public required string Text { get; init; }

    public required string Subject { get; init; }

    /// <summary>Gets the folders of plugin folders in which an id is looked for, separated by ';'.</summary>
    public string Plugins { get; init; } = "";

    public IReadOnlyDictionary<string, string> Options { get; init; } = new Dictionary<string, string>();

    /// <exception cref="UsageException">An argument is unknown, misses its value, or is missing itself.</exception>
    public static SendRequest Read(string plugin, ReadOnlySpan<string> arguments)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        var options = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var index = 0; index < arguments.Length; index += 2)
        {
            var name = arguments[index];
            var value = index + 1 < arguments.Length ? arguments[index + 1] : throw new UsageException($"'{name}' needs a value.");
            if (name is "--settings" or "--to" or "--text" or "--subject" or "--plugins")
                values[name] = value;
            else if (name == "--option" && value.Split('=', 2) is [var key, var set])
                options[key] = set;
            else
                throw new UsageException($"'{name} {value}' is not understood.");
        }

        return new()
        {
            Plugin = plugin,
            Settings = ReadSettings(values.GetValueOrDefault("--settings") ?? throw new UsageException("Name the file with the settings: --settings FILE")),
            To = values.GetValueOrDefault("--to") is { Length: > 0 } address ? address : throw new UsageException("Name the address: --to ADDRESS"),
            Text = values.GetValueOrDefault("--text", "This is a test message."),
            Subject = values.GetValueOrDefault("--subject", "Test"),
            Plugins = values.GetValueOrDefault("--plugins", ""),
            Options = options,
        };
    }

    private static JsonElement ReadSettings(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return document.RootElement.Clone();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The settings in '{path}' cannot be read: {exception.Message}");
        }
        catch (JsonException exception)
        {
            throw new UsageException($"'{path}' is not JSON, at line {exception.LineNumber + 1}.");
        }
    }
}
