using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging;
using Notify.GraphQL.PersistedDocuments;
using Notify.GraphQL.Telemetry;
using Notify.GraphQL.Tests.AspNetCore;
using Notify.GraphQL.Tests.Conformance;

namespace Notify.GraphQL.Tests.Telemetry;

public sealed class OperationTelemetryTests
{
    [Fact]
    public async Task An_operation_is_a_span_named_by_its_kind_without_values()
    {
        const string document = "query Telemetry($n: String) { hello(name: $n) }";
        var spans = new List<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == GraphQLTelemetry.SourceName,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                lock (spans)
                {
                    spans.Add(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        await using var host = await ConformanceServer.StartAsync();

        await host.PostAsync($$$"""{"query":"{{{document}}}","variables":{"n":"secret"}}""");

        Activity span;
        lock (spans)
        {
            span = spans.Single(static span => Equals(span.GetTagItem(GraphQLTelemetry.OperationNameTag), "Telemetry"));
        }

        Assert.Equal("query", span.DisplayName);
        Assert.Equal(
            [("graphql.operation.type", "query"), ("graphql.operation.name", "Telemetry"), ("graphql.document.hash", DocumentId.Of(document)), ("graphql.outcome", "ok")],
            span.TagObjects.Select(static tag => (tag.Key, (string?)tag.Value)));
    }

    [Theory]
    [InlineData("{ hello }", "query", "ok")]
    [InlineData("mutation { say(text: \\\"x\\\") { text } }", "mutation", "ok")]
    [InlineData("{ nothing }", "unknown", "validation")]
    [InlineData("{", "unknown", "syntax")]
    public async Task Durations_are_measured_by_kind_and_outcome(string document, string type, string outcome)
    {
        var measured = new List<(string?, string?)>();
        using var listener = Listen<double>(GraphQLTelemetry.OperationDuration, (_, tags) => measured.Add(((string?)tags[0].Value, (string?)tags[1].Value)), measured);
        await using var host = await ConformanceServer.StartAsync();

        await host.PostAsync($$"""{"query":"{{document}}"}""");

        lock (measured)
        {
            Assert.Contains((type, outcome), measured);
        }
    }

    [Fact]
    public async Task A_slow_operation_is_logged_by_name_and_hash()
    {
        var logs = new List<string>();
        await using var host = await ConformanceServer.StartAsync(
            request: new RequestOptions { SlowOperationThreshold = TimeSpan.Zero }, loggers: new Recorder(logs));

        await host.PostAsync("""{"query":"query Slow($n: String) { hello(name: $n) }","variables":{"n":"secret"}}""");

        Assert.Matches("^Slow query Slow of document sha256:[0-9a-f]{64}: [0-9.E-]+ ms, ok.$", Assert.Single(logs));
    }

    private static MeterListener Listen<T>(string instrument, Action<T, KeyValuePair<string, object?>[]> onMeasured, object gate)
        where T : struct
    {
        var listener = new MeterListener
        {
            InstrumentPublished = (published, listener) =>
            {
                if (published.Meter.Name == GraphQLTelemetry.MeterName && published.Name == instrument)
                {
                    listener.EnableMeasurementEvents(published);
                }
            },
        };
        listener.SetMeasurementEventCallback<T>((_, value, tags, _) =>
        {
            lock (gate)
            {
                onMeasured(value, tags.ToArray());
            }
        });
        listener.Start();
        return listener;
    }

    private sealed class Recorder(List<string> logs) : ILoggerFactory, ILogger
    {
        public void AddProvider(ILoggerProvider provider)
        {
        }

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            logs.Add(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
