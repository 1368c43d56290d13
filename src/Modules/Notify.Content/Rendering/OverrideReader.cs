using System.Globalization;
using System.Text.Json;
using Notify.Primitives;

namespace Notify.Content.Rendering;

/// <summary>Reads members of a channel's overrides, and says of each that cannot be used what it must be.</summary>
internal sealed class OverrideReader(JsonElement overrides, string path, List<FieldError> errors)
{
    public string? Text(string name, int maxLength)
    {
        if (Find(name) is not { } value)
            return null;

        if (value.ValueKind == JsonValueKind.String && value.GetString() is { } text && text.Length <= maxLength && !text.AsSpan().ContainsAny('\r', '\n', '\0'))
            return text;

        Refuse(name, $"must be a single line of at most {maxLength} characters.");
        return null;
    }

    public int? Number(string name, int least, int most)
    {
        if (Find(name) is not { } value)
            return null;

        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most)
            return number;

        Refuse(name, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}."));
        return null;
    }

    public Uri? Url(string name)
    {
        if (Find(name) is not { } value)
            return null;

        if (value.ValueKind == JsonValueKind.String && Uri.TryCreate(value.GetString(), UriKind.Absolute, out var url) && url.Scheme is "https" or "http")
            return url;

        Refuse(name, "must be an absolute http or https URL.");
        return null;
    }

    /// <summary>Reads an object of texts. Numbers and booleans are written as text, as push services demand.</summary>
    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (Find(name) is not { } value)
            return texts;

        if (value.ValueKind != JsonValueKind.Object)
        {
            Refuse(name, "must be an object whose values are texts.");
            return texts;
        }

        foreach (var member in value.EnumerateObject())
        {
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.String:
                    texts[member.Name] = member.Value.GetString() ?? "";
                    break;
                case JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False:
                    texts[member.Name] = member.Value.GetRawText();
                    break;
                default:
                    Refuse($"{name}/{Escape(member.Name)}", "must be a text, a number or a boolean.");
                    break;
            }
        }

        return texts;
    }

    /// <summary>Reads the objects of a list.</summary>
    public IReadOnlyList<T> List<T>(string name, int most, Func<OverrideReader, T?> read)
        where T : class
    {
        if (Find(name) is not { } value)
            return [];

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > most)
        {
            Refuse(name, $"must be a list of at most {most} entries.");
            return [];
        }

        var items = new List<T>();
        foreach (var (index, item) in value.EnumerateArray().Index())
        {
            if (item.ValueKind != JsonValueKind.Object)
                Refuse($"{name}/{index}", "must be an object.");
            else if (read(new(item, $"{path}/{name}/{index}", errors)) is { } made)
                items.Add(made);
        }

        return items;
    }

    public byte[]? Base64(string name)
    {
        if (Find(name) is not { } value)
            return null;

        if (value.ValueKind == JsonValueKind.String && value.TryGetBytesFromBase64(out var bytes))
            return bytes;

        Refuse(name, "must be base64.");
        return null;
    }

    public void Refuse(string name, string rule) => errors.Add(new($"{path}/{name}", rule));

    private JsonElement? Find(string name) =>
        overrides.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static string Escape(string name) => name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);
}
