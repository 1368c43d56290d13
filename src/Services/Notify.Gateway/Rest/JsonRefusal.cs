using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Notify.Primitives;

namespace Notify.Gateway.Rest;

/// <summary>Turns the parser's complaint into one a caller can use: which field, and what it should have been.</summary>
internal static class JsonRefusal
{
    /// <param name="exception">The complaint.</param>
    /// <param name="shape">What was parsed.</param>
    public static NotifyException Explain(JsonException exception, JsonTypeInfo shape)
    {
        var segments = JsonPaths.Split(exception.Path ?? "$");
        var pointer = JsonPaths.ToPointer(segments);
        if (exception.InnerException is JsonException)
        {
            return new(
                ErrorCode.ValidationError,
                $"The body is not well-formed JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1}).",
                new FieldError(pointer, "is not well-formed JSON here."));
        }

        var rule = Find(shape, segments) is { } wanted ? $"must be {Describe(wanted)}." : "is not a known field.";
        var subject = pointer.Length == 0 ? "The body" : $"The field '{pointer}'";
        return new(ErrorCode.ValidationError, $"{subject} {rule}", new FieldError(pointer, rule));
    }

    /// <summary>Walks from the body's shape to the shape at a path; <see langword="null"/> where there is no such field.</summary>
    private static JsonTypeInfo? Find(JsonTypeInfo shape, IReadOnlyList<string> segments)
    {
        JsonTypeInfo? current = shape;
        foreach (var segment in segments)
        {
            var next = current.Kind == JsonTypeInfoKind.Object
                ? current.Properties.FirstOrDefault(property => property.Name == segment)?.PropertyType
                : current.ElementType;
            current = next is null ? null : current.Options.GetTypeInfo(next);
            if (current is null)
            {
                return null;
            }
        }

        return current;
    }

    private static string Describe(JsonTypeInfo wanted)
    {
        var type = Nullable.GetUnderlyingType(wanted.Type) ?? wanted.Type;
        return wanted.Kind switch
        {
            JsonTypeInfoKind.Object => "an object with all fields that are required",
            JsonTypeInfoKind.Dictionary => "an object",
            JsonTypeInfoKind.Enumerable => "a list",
            _ when type == typeof(string) => "a string",
            _ when type == typeof(bool) => "true or false",
            _ when type == typeof(int) || type == typeof(long) => "a whole number",
            _ when type == typeof(DateTimeOffset) => "a time with an offset, such as 2026-04-15T10:30:00Z",
            _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type)),
            _ => "of the type that the API description gives",
        };
    }
}
