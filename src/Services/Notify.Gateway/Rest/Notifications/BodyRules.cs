using System.Text;
using System.Text.Json;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Notifications;

/// <summary>What single and batch sends have in common.</summary>
internal static class BodyRules
{
    private const int MaxMetadataBytes = 32 * 1024;
    private const int MaxOverridesBytes = 768 * 1024; // attachments are part of them; the whole body may have 1 MiB

    public static void Require(string? value, string path, List<FieldError> errors)
    {
        if (string.IsNullOrEmpty(value))
        {
            errors.Add(new(path, "is required."));
        }
    }

    /// <summary>Exactly one of body and template says what is sent.</summary>
    public static void RequireOneContent(string? body, string? templateId, JsonElement? variables, List<FieldError> errors)
    {
        if (body is not null && templateId is not null)
        {
            errors.Add(new("/templateId", "excludes body; give one of them."));
        }
        else if (body is null && templateId is null)
        {
            errors.Add(new("/body", "is required, unless templateId is given."));
        }

        if (variables is not null && templateId is null)
        {
            errors.Add(new("/variables", "belong to a template; give templateId, or leave them out."));
        }
    }

    public static Priority ReadPriority(string? priority, List<FieldError> errors)
    {
        switch (priority)
        {
            case null or "normal":
                return Priority.Normal;
            case "low":
                return Priority.Low;
            case "high":
                return Priority.High;
            case "critical":
                return Priority.Critical;
            default:
                errors.Add(new("/priority", $"is '{priority}' but must be low, normal, high or critical."));
                return Priority.Normal;
        }
    }

    public static string? ReadMetadata(JsonElement? metadata, List<FieldError> errors) => ReadObject(metadata, "/metadata", MaxMetadataBytes, errors);

    public static string? ReadOverrides(JsonElement? overrides, List<FieldError> errors) => ReadObject(overrides, "/overrides", MaxOverridesBytes, errors);

    private static string? ReadObject(JsonElement? value, string path, int maxBytes, List<FieldError> errors)
    {
        if (value is not { } given || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        var text = given.GetRawText();
        if (given.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new(path, "must be a JSON object."));
        }
        else if (Encoding.UTF8.GetByteCount(text) > maxBytes)
        {
            errors.Add(new(path, $"has more than {maxBytes} bytes."));
        }
        else if (text.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add(new(path, "must not contain NUL characters."));
        }

        return text;
    }

    /// <exception cref="NotifyException">There are errors; the detail names them all.</exception>
    public static void ThrowIfAny(List<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            throw new NotifyException(
                ErrorCode.ValidationError, string.Join(" ", errors.Select(static error => $"{error.Path[1..]} {error.Message}")), errors);
        }
    }

    /// <exception cref="NotifyException">A template is named, and an environment without templates cannot have it.</exception>
    public static void RefuseTemplate(string? templateId)
    {
        if (templateId is not null)
        {
            throw new NotifyException(
                ErrorCode.NotFound, $"There is no template '{templateId}' in this environment. Send body instead.", new FieldError("/templateId", "No template has this id."));
        }
    }
}
