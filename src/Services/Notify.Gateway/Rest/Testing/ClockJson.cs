using System.Text.Json.Serialization;

namespace Notify.Gateway.Rest.Testing;

/// <summary>The JSON of the clock door, in the same manner as <see cref="RestJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(ClockBody))]
[JsonSerializable(typeof(ClockAnswer))]
internal sealed partial class ClockJson : JsonSerializerContext;
