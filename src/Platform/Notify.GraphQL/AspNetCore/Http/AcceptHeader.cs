using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace Notify.GraphQL.AspNetCore.Http;

internal enum MediaType
{
    None,

    /// <summary><c>application/json</c>.</summary>
    Json,

    /// <summary><c>application/graphql-response+json</c>.</summary>
    GraphQLResponse,

    /// <summary><c>text/event-stream</c>.</summary>
    EventStream,

    /// <summary><c>text/html</c>.</summary>
    Html,
}

/// <summary>What a client's <c>Accept</c> header comes to for the media types this server has.</summary>
/// <param name="Response">The type for one response: JSON, or an event stream where the client takes nothing else; None when neither.</param>
/// <param name="TakesEvents">Whether the client named <c>text/event-stream</c>.</param>
/// <param name="WantsPage">Whether the client prefers a page: a browser following a link.</param>
internal readonly record struct AcceptHeader(MediaType Response, bool TakesEvents, bool WantsPage)
{
    private static readonly AcceptHeader Anything = new(MediaType.Json, TakesEvents: false, WantsPage: false);

    public static AcceptHeader Read(StringValues header)
    {
        if (header.Count == 0 || (header.Count == 1 && header[0] is null or "" or "*/*" or "application/json"))
        {
            return Anything;
        }

        Preference json = default, graphql = default, events = default, html = default;
        var order = 0;
        foreach (var line in header)
        {
            foreach (var part in line.AsSpan().Split(','))
            {
                var range = MediaRange.Parse(line.AsSpan()[part].Trim(), order++);
                json = json.Or(range, "application/json");
                graphql = graphql.Or(range, "application/graphql-response+json");
                events = events.Or(range, "text/event-stream");
                html = html.Or(range, "text/html");
            }
        }

        // A range such as */* alone means the oldest type, for clients that never heard of the newer one.
        var response = graphql.IsExact && graphql.IsBetterThan(json) || json.Quality <= 0 && graphql.Quality > 0 ? MediaType.GraphQLResponse
            : json.Quality > 0 ? MediaType.Json
            : events.Quality > 0 ? MediaType.EventStream
            : MediaType.None;
        return new AcceptHeader(response, events is { IsExact: true, Quality: > 0 }, html is { IsExact: true, Quality: > 0 } && !json.IsExact && !graphql.IsExact);
    }

    /// <summary>How much a client wants one media type: what its most specific matching range says.</summary>
    private readonly record struct Preference(double Quality, int Specificity, int Order)
    {
        public bool IsExact => Specificity == 3;

        public Preference Or(in MediaRange range, ReadOnlySpan<char> type)
        {
            var specificity = range.Match(type);
            return specificity > Specificity ? new Preference(range.Quality, specificity, range.Order) : this;
        }

        public bool IsBetterThan(in Preference other) =>
            Quality > other.Quality || (Quality > 0 && Quality.Equals(other.Quality) && (Specificity > other.Specificity || Order < other.Order));
    }

    private readonly ref struct MediaRange
    {
        private readonly ReadOnlySpan<char> type;

        private MediaRange(ReadOnlySpan<char> type, double quality, int order)
        {
            this.type = type;
            Quality = quality;
            Order = order;
        }

        public double Quality { get; }

        public int Order { get; }

        public static MediaRange Parse(ReadOnlySpan<char> text, int order)
        {
            var end = text.IndexOf(';');
            return end < 0
                ? new MediaRange(text, 1, order)
                : new MediaRange(text[..end].Trim(), QualityOf(text[(end + 1)..]), order);
        }

        /// <summary>Answers 3 for the type itself, 2 for its family, 1 for anything, 0 for no match.</summary>
        public int Match(ReadOnlySpan<char> candidate) =>
            type.Equals(candidate, StringComparison.OrdinalIgnoreCase) ? 3
            : type.Equals("*/*", StringComparison.Ordinal) ? 1
            : type.EndsWith("/*", StringComparison.Ordinal) && candidate.StartsWith(type[..^1], StringComparison.OrdinalIgnoreCase) ? 2
            : 0;

        private static double QualityOf(ReadOnlySpan<char> parameters)
        {
            var quality = 1.0;
            foreach (var part in parameters.Split(';'))
            {
                var parameter = parameters[part].Trim();
                if (parameter.StartsWith("q=", StringComparison.OrdinalIgnoreCase))
                {
                    quality = double.TryParse(parameter[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var given) ? Math.Min(given, 1) : 0;
                }
                else if (parameter.StartsWith("charset=", StringComparison.OrdinalIgnoreCase) && !IsUtf8(parameter["charset=".Length..]))
                {
                    return 0;
                }
            }

            return quality;
        }

        private static bool IsUtf8(ReadOnlySpan<char> charset) => charset.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase);
    }
}
