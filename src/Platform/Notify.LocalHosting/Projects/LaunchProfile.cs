using System.Text.Json;

namespace Notify.LocalHosting.Projects;

/// <summary>The first launch profile of a project: its addresses and environment variables.</summary>
internal sealed record LaunchProfile(string Name, IReadOnlyList<Uri> Urls, IReadOnlyDictionary<string, string> Environment)
{
    private static readonly JsonDocumentOptions Lenient = new() { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip };

    public static LaunchProfile? Read(string projectDirectory)
    {
        var file = Path.Combine(projectDirectory, "Properties", "launchSettings.json");
        if (!File.Exists(file))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            foreach (var profile in document.RootElement.GetProperty("profiles").EnumerateObject())
            {
                if (profile.Value.TryGetProperty("commandName", out var command) && command.GetString() == "Project")
                {
                    return new(profile.Name, ReadUrls(profile.Value), ReadEnvironment(profile.Value));
                }
            }

            return null;
        }
        catch (Exception ex) when (ex is JsonException or KeyNotFoundException or InvalidOperationException or UriFormatException)
        {
            throw new DistributedApplicationException($"'{file}' is not a valid launch settings file: {ex.Message}", ex);
        }
    }

    private static List<Uri> ReadUrls(JsonElement profile) => profile.TryGetProperty("applicationUrl", out var urls)
        ? [.. urls.GetString()!.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(static u => new Uri(u))] // a null is an InvalidOperationException's business
        : [];

    private static Dictionary<string, string> ReadEnvironment(JsonElement profile) => profile.TryGetProperty("environmentVariables", out var variables)
        ? variables.EnumerateObject().ToDictionary(static v => v.Name, static v => v.Value.GetString() ?? "")
        : [];
}
