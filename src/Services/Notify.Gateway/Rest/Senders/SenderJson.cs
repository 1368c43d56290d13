using System.Text.Json.Serialization;

namespace Notify.Gateway.Rest.Senders;

/// <summary>The JSON of the sender doors, in the same manner as <see cref="RestJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(SenderBody))]
[JsonSerializable(typeof(SenderPatchBody))]
[JsonSerializable(typeof(SenderAnswer))]
[JsonSerializable(typeof(ListAnswer<SenderAnswer>))]
internal sealed partial class SenderJson : JsonSerializerContext;
