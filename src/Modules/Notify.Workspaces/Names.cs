using Notify.Primitives;

namespace Notify.Workspaces;

/// <summary>The rule for names that people give.</summary>
internal static class Names
{
    private const int MaxLength = 64;

    /// <summary>Returns the trimmed name, or refuses it.</summary>
    public static string Require(string? name)
    {
        var trimmed = name?.Trim();
        return string.IsNullOrEmpty(trimmed) || trimmed.Length > MaxLength || trimmed.Any(static c => char.IsControl(c) || char.IsSurrogate(c))
            ? throw new NotifyException(
                ErrorCode.ValidationError,
                "The name is not valid.",
                new FieldError("/name", $"must be 1 to {MaxLength} characters without control characters."))
            : trimmed;
    }
}
