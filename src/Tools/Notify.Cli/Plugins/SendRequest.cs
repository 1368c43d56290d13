using System.Text.Json;

namespace Notify.Cli.Plugins;

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

    /// <summary>Reads options written as KEY=VALUE.</summary>
    /// <exception cref="UsageException">One is written otherwise.</exception>
    public static IReadOnlyDictionary<string, string> ReadOptions(IEnumerable<string> options)
    {
        var read = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var option in options)
        {
            if (option.Split('=', 2) is not [var key, var value])
                throw new UsageException($"The option '{option}' is not understood. Write it like KEY=VALUE.");
            read[key] = value;
        }

        return read;
    }

    /// <summary>Reads the file with the integration's settings.</summary>
    /// <exception cref="UsageException">It cannot be read, or is not JSON.</exception>
    public static JsonElement ReadSettings(string path)
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
