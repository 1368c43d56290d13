using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;

namespace Notify.GraphQL.Telemetry;

/// <summary>Measures operations, traces them, and logs the slow ones. Costs two clock readings when nobody listens.</summary>
internal sealed partial class OperationObserver(ILogger logger, TimeSpan slowThreshold, TimeProvider timeProvider)
{
    /// <summary>What was begun.</summary>
    internal readonly record struct Begun(Activity? Span, long Timestamp);

    public Begun Begin() => new(GraphQLTelemetry.Source.StartActivity("graphql"), timeProvider.GetTimestamp());

    /// <summary>Ends what was begun.</summary>
    /// <param name="begun">The beginning.</param>
    /// <param name="document">The document; null when it never became one.</param>
    /// <param name="operation">The operation; null when it was not found.</param>
    /// <param name="result">What it came to; null when it was cancelled or failed.</param>
    public void End(Begun begun, PreparedDocument? document, PreparedOperation? operation, IExecutionResult? result)
    {
        var elapsed = timeProvider.GetElapsedTime(begun.Timestamp);
        var type = TypeOf(operation);
        if (GraphQLTelemetry.Duration.Enabled)
        {
            GraphQLTelemetry.Duration.Record(
                elapsed.TotalSeconds,
                new KeyValuePair<string, object?>(GraphQLTelemetry.OperationTypeTag, type),
                new KeyValuePair<string, object?>(GraphQLTelemetry.OutcomeTag, OutcomeOf(result)));
        }

        if (GraphQLTelemetry.ErrorCount.Enabled && result is OperationResult { Errors.Count: > 0 and var errors })
        {
            GraphQLTelemetry.ErrorCount.Add(errors, new KeyValuePair<string, object?>(GraphQLTelemetry.OutcomeTag, OutcomeOf(result)));
        }

        if (elapsed >= slowThreshold && logger.IsEnabled(LogLevel.Warning))
        {
            LogSlowOperation(type, operation?.Node.Name?.Value, document?.Hash, elapsed.TotalMilliseconds, OutcomeOf(result));
        }

        if (begun.Span is { } span)
        {
            Describe(span, type, document, operation, result);
            span.Dispose();
        }
    }

    private static void Describe(Activity span, string type, PreparedDocument? document, PreparedOperation? operation, IExecutionResult? result)
    {
        var outcome = OutcomeOf(result);
        span.DisplayName = type;
        span.SetTag(GraphQLTelemetry.OperationTypeTag, type);
        span.SetTag(GraphQLTelemetry.OperationNameTag, operation?.Node.Name?.Value);
        span.SetTag(GraphQLTelemetry.DocumentHashTag, document?.Hash);
        span.SetTag(GraphQLTelemetry.OutcomeTag, outcome);
        if (outcome is "error" or "internal" or "timeout")
        {
            span.SetStatus(ActivityStatusCode.Error);
        }
    }

    private static string TypeOf(PreparedOperation? operation) => operation?.Node.Kind switch
    {
        OperationKind.Query => "query",
        OperationKind.Mutation => "mutation",
        OperationKind.Subscription => "subscription",
        _ => "unknown",
    };

    private static string OutcomeOf(IExecutionResult? result) => result switch
    {
        null => "cancelled",
        OperationResult { Failure: not RequestFailure.None and var failure } => NameOf(failure),
        OperationResult { HasNullData: true, Errors.Count: > 0 } => "error",
        OperationResult { Errors.Count: > 0 } => "partial",
        _ => "ok",
    };

    private static string NameOf(RequestFailure failure) => failure switch
    {
        RequestFailure.Malformed => "malformed",
        RequestFailure.Syntax => "syntax",
        RequestFailure.Validation => "validation",
        RequestFailure.Variables => "variables",
        RequestFailure.OperationNotAllowed => "operation_not_allowed",
        RequestFailure.PersistedDocument => "persisted_document",
        RequestFailure.TooLarge => "too_large",
        RequestFailure.Timeout => "timeout",
        RequestFailure.Overloaded => "overloaded",
        RequestFailure.Subscribe => "subscribe",
        RequestFailure.Unauthenticated => "unauthenticated",
        _ => "internal",
    };

    [LoggerMessage(9131, LogLevel.Warning, "Slow {OperationType} {OperationName} of document {DocumentHash}: {ElapsedMilliseconds} ms, {Outcome}.")]
    private partial void LogSlowOperation(string operationType, string? operationName, string? documentHash, double elapsedMilliseconds, string outcome);
}
