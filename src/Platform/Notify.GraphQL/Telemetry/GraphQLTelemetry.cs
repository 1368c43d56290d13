using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Notify.GraphQL.Telemetry;

/// <summary>The names of what the server measures. Nothing measured holds a variable, a literal or a document's text.</summary>
public static class GraphQLTelemetry
{
    /// <summary>The activity source: one span for each operation, named by its kind.</summary>
    public const string SourceName = "Notify.GraphQL";

    /// <summary>The meter.</summary>
    public const string MeterName = "Notify.GraphQL";

    /// <summary>A tag: the operation's name as the client gave it.</summary>
    public const string OperationNameTag = "graphql.operation.name";

    /// <summary>A tag: <c>query</c>, <c>mutation</c> or <c>subscription</c>; <c>unknown</c> when it did not get so far.</summary>
    public const string OperationTypeTag = "graphql.operation.type";

    /// <summary>A tag: the SHA-256 of the document's text, as <c>documentId</c> has it.</summary>
    public const string DocumentHashTag = "graphql.document.hash";

    /// <summary>A tag: <c>ok</c>, <c>partial</c> (data and errors), <c>error</c> (no data), <c>cancelled</c>, or why it was refused.</summary>
    public const string OutcomeTag = "graphql.outcome";

    /// <summary>A histogram: how long operations took; of subscriptions, how long until they were open.</summary>
    public const string OperationDuration = "graphql.server.operation.duration";

    /// <summary>A counter: errors sent.</summary>
    public const string Errors = "graphql.server.errors";

    /// <summary>A gauge: subscriptions open now.</summary>
    public const string ActiveSubscriptions = "graphql.server.subscriptions.active";

    /// <summary>A gauge: sockets and event streams open now.</summary>
    public const string ActiveConnections = "graphql.server.connections.active";

    internal static readonly ActivitySource Source = new(SourceName);
    internal static readonly UpDownCounter<int> Subscriptions;
    internal static readonly UpDownCounter<int> Connections;
    internal static readonly Histogram<double> Duration;
    internal static readonly Counter<int> ErrorCount;
    private static readonly Meter Meter = new(MeterName);

    static GraphQLTelemetry()
    {
        Duration = Meter.CreateHistogram<double>(OperationDuration, "s", "How long operations took.");
        ErrorCount = Meter.CreateCounter<int>(Errors, "{error}", "Errors sent to clients.");
        Subscriptions = Meter.CreateUpDownCounter<int>(ActiveSubscriptions, "{subscription}", "Subscriptions open now.");
        Connections = Meter.CreateUpDownCounter<int>(ActiveConnections, "{connection}", "Sockets and event streams open now.");
    }
}
