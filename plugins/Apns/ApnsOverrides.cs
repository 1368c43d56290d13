using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Apns;

/// <summary>What a caller says for APNs alone: <c>pushType</c>, and <c>aps</c> to be laid over what the common fields make.</summary>
internal static class ApnsOverrides
{
    /// <summary>Reads the push type; the default is an alert.</summary>
    /// <returns><see langword="null"/> when a value cannot be used; <paramref name="fault"/> says why.</returns>
    public static PushType? Read(JsonElement? overrides, out JsonElement aps, out SendOutcome.Rejected? fault)
    {
        aps = default;
        fault = null;
        if (overrides is not { ValueKind: JsonValueKind.Object } given)
            return PushType.Alert;

        if (given.TryGetProperty("aps", out aps) && aps.ValueKind != JsonValueKind.Object)
            fault = new() { Code = "invalid-overrides", Reason = "The override 'aps' must be an object." };
        if (!given.TryGetProperty("pushType", out var name))
            return fault is null ? PushType.Alert : null;

        if (name.ValueKind != JsonValueKind.String || !PushType.All.TryGetValue(name.GetString()!, out var type)) // a text by the first half
        {
            fault = new() { Code = "invalid-overrides", Reason = $"The override 'pushType' must be one of {string.Join(", ", PushType.All.Keys.Order())}." };
            return null;
        }

        return fault is null ? type : null;
    }
}
