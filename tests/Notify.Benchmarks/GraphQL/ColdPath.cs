using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Notify.GraphQL;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Language;
using Notify.GraphQL.PersistedDocuments;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.Benchmarks.GraphQL;

/// <summary>What a text costs that the server has never seen: parsing, validation and the plan of its operation.</summary>
internal static class ColdPath
{
    private const int Runs = 5_000;
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(500); // the compiler optimises in the background

    public static async Task RunAsync(Report report, CancellationToken cancellationToken)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddFeed();
        await using var provider = services.BuildServiceProvider();
        var schema = provider.GetRequiredService<Schema>();
        var parser = provider.GetRequiredService<IOptions<ParserOptions>>().Value;
        var validation = provider.GetRequiredService<IOptions<ValidationOptions>>().Value;
        var given = JsonSerializer.SerializeToElement(new { first = Feed.Page.Edges.Count });

        // Each optimisation of the compiler needs calls, then a pause, then calls again.
        for (var i = 0; i < 3; i++)
        {
            Measure(Prepare);
            await Task.Delay(Settling, TimeProvider.System, cancellationToken);
        }

        var (microseconds, bytes) = Measure(Prepare);
        report.Add("new query: parse, validate, compile", microseconds, "µs");
        report.Add("new query: parse, validate, compile", bytes / 1024.0, "KB allocated");

        OperationPlan Prepare()
        {
            var document = GraphQLParser.Parse(Feed.Query, parser);
            var errors = DocumentValidator.Validate(schema, document, validation);
            if (errors.Count > 0)
            {
                throw new InvalidOperationException(errors[0].Message);
            }

            var operation = new PreparedDocument(document, DocumentId.Of(Feed.Query)).FindOperation(null)!; // it has one
            var (variables, _) = VariableCoercion.Coerce(schema, document, operation.Node, given);
            return operation.PlanFor(schema, variables);
        }
    }

    /// <returns>The medians of single runs.</returns>
    private static (double Microseconds, double Bytes) Measure(Func<object> prepare)
    {
        var (times, bytes) = (new double[Runs], new double[Runs]);
        for (var i = 0; i < Runs; i++)
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            prepare();
            times[i] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
            bytes[i] = GC.GetAllocatedBytesForCurrentThread() - allocated;
        }

        return (Rounds.Percentile(times, 0.5), Rounds.Percentile(bytes, 0.5));
    }
}
