using System.Text.Json;
using Notify.Channels.Push;
using Notify.Channels.Sdk;

namespace Notify.Channels.Fcm;

/// <summary>What a caller says for FCM alone: members of its message, laid over what the common fields make.</summary>
internal static class FcmOverrides
{
    private static readonly (string Name, string Member)[] Known = [("android", "android"), ("apns", "apns"), ("webpush", "webpush"), ("fcmOptions", "fcm_options")];

    /// <summary>Looks at the shape only: what the objects hold is FCM's to judge.</summary>
    public static SendOutcome.Rejected? FindFault(JsonElement? overrides)
    {
        if (overrides is not { ValueKind: JsonValueKind.Object } given)
            return null;

        foreach (var (name, _) in Known)
        {
            if (given.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Object)
                return new() { Code = "invalid-overrides", Reason = $"The override '{name}' must be an object." };
        }

        return null;
    }

    public static ReadOnlyMemory<byte> Merge(ReadOnlyMemory<byte> body, JsonElement overrides)
    {
        if (overrides.ValueKind != JsonValueKind.Object || !Array.Exists(Known, known => overrides.TryGetProperty(known.Name, out _)))
            return body;

        var root = JsonMergePatch.Read(body);
        var message = root["message"]!.AsObject(); // ours
        foreach (var (name, member) in Known)
        {
            if (overrides.TryGetProperty(name, out var value))
                JsonMergePatch.Apply(message, member, value);
        }

        return JsonMergePatch.Write(root);
    }
}
