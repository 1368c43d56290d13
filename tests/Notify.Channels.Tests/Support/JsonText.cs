using System.Text.Encodings.Web;
using System.Text.Json;

namespace Notify.Channels.Tests.Support;

internal static class JsonText
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Takes the white space out, so that whole texts can be compared.</summary>
    public static string Compact(string json) => JsonSerializer.Serialize(JsonSerializer.Deserialize<JsonElement>(json), Relaxed);
}
