using System.Text.Json;

namespace Notify.Channels.Sdk;

/// <summary>
/// Reads settings that are valid against the manifest's schema: a value that is there has the right type, so all that is left to say is what its absence means.
/// </summary>
public static class SettingsExtensions
{
    /// <summary>Reads a text that the schema requires.</summary>
    /// <param name="settings">The integration's settings.</param>
    /// <param name="name">The property's name.</param>
    /// <exception cref="ArgumentException">There is no such text: the schema does not require it.</exception>
    public static string RequiredText(this JsonElement settings, string name) =>
        settings.Text(name) ?? throw new ArgumentException($"The setting '{name}' is missing. Name it under \"required\" in the settings schema.", nameof(name));

    /// <summary>Reads a text.</summary>
    /// <param name="settings">The integration's settings.</param>
    /// <param name="name">The property's name.</param>
    /// <returns>The text; <see langword="null"/> when it is absent.</returns>
    public static string? Text(this JsonElement settings, string name) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Reads a whole number. It may be written with a fraction of zero, which is a whole number to a schema.</summary>
    /// <param name="settings">The integration's settings.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="fallback">What its absence means.</param>
    public static int Number(this JsonElement settings, string name, int fallback) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var number)
            && decimal.IsInteger(number) && number is >= int.MinValue and <= int.MaxValue ? (int)number : fallback;

    /// <summary>Reads a yes or no.</summary>
    /// <param name="settings">The integration's settings.</param>
    /// <param name="name">The property's name.</param>
    /// <param name="fallback">What its absence means.</param>
    public static bool Flag(this JsonElement settings, string name, bool fallback) =>
        settings.TryGetProperty(name, out var value) && value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : fallback;

    /// <summary>Reads a URL to call, made to end with a slash, so that paths below it can be appended.</summary>
    /// <param name="settings">The integration's settings.</param>
    /// <param name="name">The property's name; the custom is <c>baseUrl</c>.</param>
    /// <param name="fallback">What its absence means: the provider's own URL.</param>
    /// <exception cref="FormatException">It is not an absolute http or https URL.</exception>
    public static Uri BaseUrl(this JsonElement settings, string name, string fallback)
    {
        var text = settings.Text(name) ?? fallback;
        return Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var url)
            && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
                ? url
                : throw new FormatException($"The setting '{name}' must be an absolute http or https URL.");
    }
}
