using System.Text.Json.Serialization;

namespace Notify.Gateway.Rest.Integrations;

/// <summary>The JSON of the integration doors, in the same manner as <see cref="RestJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(IntegrationBody))]
[JsonSerializable(typeof(IntegrationPatchBody))]
[JsonSerializable(typeof(IntegrationAnswer))]
[JsonSerializable(typeof(ListAnswer<IntegrationAnswer>))]
[JsonSerializable(typeof(VerifyAnswer))]
[JsonSerializable(typeof(HealthAnswer))]
[JsonSerializable(typeof(PluginsAnswer))]
internal sealed partial class IntegrationJson : JsonSerializerContext;
