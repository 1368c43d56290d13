using System.Text.Json.Serialization;

namespace Notify.Gateway.Rest.Inbox;

/// <summary>The JSON of the inbox doors, in the same manner as <see cref="RestJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(InboxAnswer))]
internal sealed partial class InboxJson : JsonSerializerContext;
