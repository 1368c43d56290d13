using Microsoft.Extensions.Primitives;

namespace Notify.Gateway.Access;

/// <summary>Reads an API key out of an authorization value.</summary>
internal static class BearerKey
{
    private const string Scheme = "Bearer ";

    /// <summary>Answers the key; <see langword="null"/> when there is not exactly one value of the Bearer scheme.</summary>
    public static string? Read(StringValues values) =>
        values.Count == 1 && values[0] is { } value && value.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? value[Scheme.Length..].Trim(' ')
            : null;
}
