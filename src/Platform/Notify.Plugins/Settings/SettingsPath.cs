using System.Globalization;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Notify.Plugins.Settings;

/// <summary>Turns the validator's paths (<c>#/a.b[0]</c>) into JSON Pointers (<c>/a/b/0</c>, RFC 6901).</summary>
internal static class SettingsPath
{
    public static string ToPointer(string? path)
    {
        var text = (path ?? "").AsSpan().TrimStart('#').TrimStart('/');
        if (text.IsEmpty)
            return "";

        var pointer = new StringBuilder("/");
        foreach (var character in text)
        {
            _ = character switch
            {
                '.' or '[' when pointer[^1] != '/' => pointer.Append('/'),
                '.' or '[' or ']' or '\'' => pointer,
                '~' => pointer.Append("~0"),
                _ => pointer.Append(character),
            };
        }

        return pointer.ToString();
    }

    public static JToken? Find(JToken root, string pointer)
    {
        var token = root;
        foreach (var segment in pointer.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            token = token switch
            {
                JObject parent => parent[segment.Replace("~0", "~", StringComparison.Ordinal)],
                JArray parent when int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < parent.Count => parent[index],
                _ => null,
            };
            if (token is null)
                return null;
        }

        return token;
    }
}
