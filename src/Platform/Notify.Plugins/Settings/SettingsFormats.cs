using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;
using Json.Schema;

namespace Notify.Plugins.Settings;

/// <summary>The formats that are checked: those of the drafts, and four that plugins use besides.</summary>
internal static class SettingsFormats
{
    public static readonly FormatRegistry All = With(
        ("base64", static text => Base64.IsValid(text)),
        ("byte", static text => Base64.IsValid(text)),
        ("guid", static text => Guid.TryParse(text, out _)),
        ("time-span", static text => TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out _)));

    private static FormatRegistry With(params (string Name, Func<string, bool> IsValid)[] formats)
    {
        var registry = new FormatRegistry(); // it falls back to the drafts' own
        foreach (var (name, isValid) in formats)
            registry.Register(new PredicateFormat(name, value => value.ValueKind != JsonValueKind.String || isValid(value.GetString()!)));
        return registry;
    }
}
