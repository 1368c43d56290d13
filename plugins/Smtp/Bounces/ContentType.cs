using System.Text;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>A media type with the parameters that reports are told by.</summary>
/// <param name="MediaType">In small letters; <c>text/plain</c> where none is said.</param>
/// <param name="Boundary">What stands between the parts.</param>
/// <param name="ReportType">What a multipart/report reports, in small letters.</param>
internal sealed record ContentType(string MediaType, string? Boundary, string? ReportType)
{
    public static ContentType Parse(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
            return new("text/plain", null, null);

        var pieces = Split(value);
        return new(pieces[0].Trim().ToLowerInvariant(), Parameter(pieces, "boundary"), Parameter(pieces, "report-type")?.ToLowerInvariant());
    }

    private static string? Parameter(List<string> pieces, string name) => pieces.Skip(1)
        .Select(static piece => piece.Split('=', 2))
        .FirstOrDefault(pair => pair.Length == 2 && pair[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))?[1].Trim();

    /// <summary>Splits at semicolons outside quotes, and takes the quotes off.</summary>
    private static List<string> Split(string value)
    {
        var pieces = new List<string>();
        var piece = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < value.Length; i++)
        {
            switch (value[i])
            {
                case '\\' when isQuoted && i + 1 < value.Length:
                    piece.Append(value[++i]);
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case ';' when !isQuoted:
                    pieces.Add(piece.ToString());
                    piece.Clear();
                    break;
                default:
                    piece.Append(value[i]);
                    break;
            }
        }

        pieces.Add(piece.ToString());
        return pieces;
    }
}
