using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Which scalar shows which .NET type.</summary>
internal static class ScalarTable
{
    private static readonly ScalarType DateTime = TextScalar.Create(
        "DateTime", DateTimeText.Read, DateTimeText.Print,
        "A moment with its offset from UTC, as in RFC 3339: 2026-01-31T08:30:00Z.", "https://www.rfc-editor.org/rfc/rfc3339", "a moment with an offset, such as 2026-01-31T08:30:00Z");

    private static readonly ScalarType LocalDate = TextScalar.Create(
        "LocalDate", static text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture),
        static value => value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        "A day of the calendar without a time zone: 2026-01-31.", "https://scalars.graphql.org/andimarek/local-date", "a day, such as 2026-01-31");

    private static readonly ScalarType LocalTime = TextScalar.Create(
        "LocalTime", static text => TimeOnly.ParseExact(text, "HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        static value => value.ToString("HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        "A time of the day without a time zone: 08:30:00.", null, "a time of the day, such as 08:30:00");

    private static readonly ScalarType Uuid = TextScalar.Create(
        "UUID", static text => Guid.ParseExact(text, "D"), static value => value.ToString("D"),
        "A universally unique identifier: 123e4567-e89b-12d3-a456-426614174000.", "https://www.rfc-editor.org/rfc/rfc9562", "a UUID with dashes, such as 123e4567-e89b-12d3-a456-426614174000");

    private static readonly ScalarType Duration = TextScalar.Create(
        "Duration", DurationText.Read, DurationText.Print,
        "A length of time as in ISO 8601, in days, hours, minutes and seconds: P1DT2H.", "https://www.rfc-editor.org/rfc/rfc3339#appendix-A", "days, hours, minutes and seconds, such as P1DT2H; years and months have no fixed length");

    private static readonly ScalarType UriScalar = TextScalar.Create(
        "URI", static text => new Uri(text, UriKind.RelativeOrAbsolute), static value => value.OriginalString,
        "A uniform resource identifier.", "https://www.rfc-editor.org/rfc/rfc3986", "a URI");

    private static readonly ScalarType Base64String = TextScalar.Create(
        "Base64String", Convert.FromBase64String, static value => Convert.ToBase64String(value),
        "Bytes in Base64.", "https://www.rfc-editor.org/rfc/rfc4648#section-4", "Base64");

    private static readonly FrozenDictionary<Type, ScalarType> ByType = new Dictionary<Type, ScalarType>
    {
        [typeof(int)] = BuiltInScalars.Int,
        [typeof(double)] = BuiltInScalars.Float,
        [typeof(float)] = BuiltInScalars.Float,
        [typeof(string)] = BuiltInScalars.String,
        [typeof(bool)] = BuiltInScalars.Boolean,
        [typeof(long)] = NumberScalars.Long,
        [typeof(short)] = NumberScalars.Short,
        [typeof(byte)] = NumberScalars.Byte,
        [typeof(decimal)] = NumberScalars.Decimal,
        [typeof(DateTimeOffset)] = DateTime,
        [typeof(DateOnly)] = LocalDate,
        [typeof(TimeOnly)] = LocalTime,
        [typeof(Guid)] = Uuid,
        [typeof(TimeSpan)] = Duration,
        [typeof(Uri)] = UriScalar,
        [typeof(byte[])] = Base64String,
        [typeof(JsonElement)] = AnyScalar.Instance,
        [typeof(object)] = AnyScalar.Instance,
        [typeof(Dictionary<string, object?>)] = AnyScalar.Instance,
        [typeof(IDictionary<string, object?>)] = AnyScalar.Instance,
        [typeof(IReadOnlyDictionary<string, object?>)] = AnyScalar.Instance,
    }.ToFrozenDictionary();

    public static ScalarType? Find(Type type) => ByType.GetValueOrDefault(type);
}
