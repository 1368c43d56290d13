namespace Notify.Channels.Twilio;

/// <summary>Reads <c>application/x-www-form-urlencoded</c>.</summary>
internal static class FormFields
{
    private const int MostFields = 1_000;

    public static List<KeyValuePair<string, string>> Read(string text)
    {
        var fields = new List<KeyValuePair<string, string>>();
        foreach (var range in text.AsSpan().Split('&'))
        {
            var pair = text.AsSpan()[range];
            if (pair.IsEmpty)
                continue;
            var equals = pair.IndexOf('=');
            fields.Add(equals < 0 ? new(Decode(pair), "") : new(Decode(pair[..equals]), Decode(pair[(equals + 1)..])));
            if (fields.Count == MostFields)
                break;
        }

        return fields;
    }

    private static string Decode(ReadOnlySpan<char> text) => Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
}
