using System.Xml;

namespace Notify.GraphQL.Building;

/// <summary>Lengths of time as in ISO 8601. Years and months have no fixed length, so they are refused.</summary>
internal static class DurationText
{
    public static TimeSpan Read(string text)
    {
        var timePart = text.IndexOf('T', StringComparison.Ordinal);
        var datePart = timePart < 0 ? text : text[..timePart];
        if (datePart.AsSpan().IndexOfAny('Y', 'M') >= 0)
        {
            throw new FormatException("Years and months have no fixed length.");
        }

        return XmlConvert.ToTimeSpan(text);
    }

    public static string Print(TimeSpan value) => XmlConvert.ToString(value);
}
