using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>What a caller said for SendGrid beyond the common fields of an e-mail.</summary>
internal readonly record struct MailOverrides
{
    private const int MostCategories = 10;

    public JsonElement? Categories { get; private init; }

    public string? IpPoolName { get; private init; }

    public int? UnsubscribeGroupId { get; private init; }

    public bool? ClickTracking { get; private init; }

    public bool? OpenTracking { get; private init; }

    public bool HasTracking => ClickTracking is not null || OpenTracking is not null;

    /// <exception cref="MailFaultException">A member has a value that cannot be used.</exception>
    public static MailOverrides Of(EmailMessage message)
    {
        if (message.Overrides is not { ValueKind: JsonValueKind.Object } overrides)
            return default;

        return new()
        {
            Categories = CategoriesOf(overrides),
            IpPoolName = Find(overrides, "ipPoolName") is { } pool
                ? pool.ValueKind == JsonValueKind.String && pool.GetString() is { Length: >= 2 and <= 64 } name
                    ? name : throw Invalid("ipPoolName", "a text of 2 to 64 characters")
                : null,
            UnsubscribeGroupId = Find(overrides, "unsubscribeGroupId") is { } group
                ? group.ValueKind == JsonValueKind.Number && group.TryGetInt32(out var id) && id > 0
                    ? id : throw Invalid("unsubscribeGroupId", "the number of an unsubscribe group")
                : null,
            ClickTracking = Flag(overrides, "clickTracking"),
            OpenTracking = Flag(overrides, "openTracking"),
        };
    }

    private static JsonElement? CategoriesOf(JsonElement overrides)
    {
        if (Find(overrides, "categories") is not { } categories)
            return null;
        var isValid = categories.ValueKind == JsonValueKind.Array && categories.GetArrayLength() <= MostCategories
            && categories.EnumerateArray().All(static entry => entry.ValueKind == JsonValueKind.String && entry.GetString() is { Length: >= 1 and <= 255 });
        return isValid ? categories : throw Invalid("categories", $"a list of at most {MostCategories} texts of 1 to 255 characters");
    }

    private static bool? Flag(JsonElement overrides, string name) => Find(overrides, name) is not { } value
        ? null
        : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw Invalid(name, "true or false");

    private static JsonElement? Find(JsonElement overrides, string name) =>
        overrides.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static MailFaultException Invalid(string name, string rule) => new("invalid-override", $"The override '{name}' must be {rule}.");
}
