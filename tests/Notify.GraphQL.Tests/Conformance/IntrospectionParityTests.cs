using System.Globalization;
using System.Text.Json;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Tests.Execution;
using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Conformance;

/// <summary>What tools learn of a schema by introspection, and what they read in its text, are one and the same.</summary>
public sealed class IntrospectionParityTests(ITestOutputHelper output)
{
    /// <summary>The usual limits, since the usual question must pass them.</summary>
    private static readonly ExecutorOptions Options = new() { Validation = new ValidationOptions { AllowIntrospection = true } };

    [Fact]
    public async Task Shows_tools_the_schema_that_it_prints()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var seed = Seeds.Next(output).ToString(CultureInfo.InvariantCulture);
        using var asked = JsonDocument.Parse(await NodeScript.RunAsync("introspection.mjs", ["ask", seed], cancellationToken: cancellationToken));
        var query = asked.RootElement.GetProperty("query").GetString()!;
        var answers = new List<string>();
        var printed = new List<string>();
        foreach (var entry in asked.RootElement.GetProperty("schemas").EnumerateArray())
        {
            var schema = SchemaFromSdl.Build(entry.GetProperty("sdl").GetString()!);
            Assert.Empty(SchemaValidator.Validate(schema));
            printed.Add(SchemaPrinter.Print(schema));
            Assert.Equal(entry.GetProperty("printed").GetString(), printed[^1]);
            answers.Add(await TestSchema.RunAsync(schema, query, options: Options));
        }

        using var rebuilt = JsonDocument.Parse(await NodeScript.RunAsync(
            "introspection.mjs", ["print"], $"[{string.Join(',', answers)}]", cancellationToken));
        Assert.Equal(printed, rebuilt.RootElement.EnumerateArray().Select(text => text.GetString()!));
    }
}
