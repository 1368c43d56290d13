using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Integrations;

/// <summary>Fields that creating and changing an integration have in common.</summary>
internal static class IntegrationFields
{
    public static string? ReadSettings(JsonElement? settings, List<FieldError> errors)
    {
        if (settings is not { } given)
        {
            return null;
        }

        if (given.ValueKind != JsonValueKind.Object)
        {
            errors.Add(new("/settings", "must be a JSON object."));
            return null;
        }

        if (given.GetRawText().Contains("\\u0000", StringComparison.OrdinalIgnoreCase))
        {
            errors.Add(new("/settings", "must not contain NUL characters."));
        }

        return given.GetRawText();
    }

    public static AmbiguityPolicy? ReadPolicy(string? policy, List<FieldError> errors)
    {
        switch (policy)
        {
            case null:
                return null;
            case "resend":
                return AmbiguityPolicy.Resend;
            case "hold":
                return AmbiguityPolicy.Hold;
            default:
                errors.Add(new("/onAmbiguous", $"is '{policy}' but must be resend or hold."));
                return null;
        }
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
}
