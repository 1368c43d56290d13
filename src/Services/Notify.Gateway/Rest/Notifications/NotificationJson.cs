using System.Text.Json.Serialization;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>The JSON of the notification doors, in the same manner as <see cref="RestJson"/>.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    Converters = [typeof(UtcTimeConverter)])]
[JsonSerializable(typeof(SendBody))]
[JsonSerializable(typeof(SendAnswer))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(BatchAnswer))]
[JsonSerializable(typeof(RateLimitedAnswer))]
[JsonSerializable(typeof(NotificationAnswer))]
[JsonSerializable(typeof(HistoryAnswer<HistoryItem>))]
[JsonSerializable(typeof(HistoryAnswer<FailedItem>))]
[JsonSerializable(typeof(ListAnswer<AttemptAnswer>))]
[JsonSerializable(typeof(JobAnswer))]
[JsonSerializable(typeof(RetryAnswer))]
internal sealed partial class NotificationJson : JsonSerializerContext;
