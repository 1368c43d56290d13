using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Notify.Gateway.Rest.Subscribers;
using Notify.Gateway.Rest.Workspaces;

namespace Notify.Gateway.Rest;

/// <summary>The JSON of the management doors: camelCase, UTC times, unknown fields refused, absent values left out.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(SubscriberBody))]
[JsonSerializable(typeof(SubscriberAnswer))]
[JsonSerializable(typeof(EnvironmentBody))]
[JsonSerializable(typeof(EnvironmentAnswer))]
[JsonSerializable(typeof(ListAnswer<EnvironmentAnswer>))]
[JsonSerializable(typeof(ApiKeyBody))]
[JsonSerializable(typeof(ApiKeyAnswer))]
[JsonSerializable(typeof(ListAnswer<ApiKeyAnswer>))]
[JsonSerializable(typeof(GuestListBody))]
[JsonSerializable(typeof(SuppressionPage))]
[JsonSerializable(typeof(System.Text.Json.JsonElement))]
internal sealed partial class RestJson : JsonSerializerContext
{
    /// <summary>Gets the shapes as the doors use them: text stays readable, which is safe because no answer is ever part of a page.</summary>
    public static RestJson Wire => Readable.Context;

    private static class Readable
    {
        public static readonly RestJson Context = new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }
}
