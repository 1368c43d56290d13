using System.Globalization;
using System.Text.Json;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Tests.Execution;
using Notify.GraphQL.Tests.Validation;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Conformance;

/// <summary>Compares the executor with graphql-js: the same random queries on the same random schemas with the same values.</summary>
public sealed class ExecutionParityTests(ITestOutputHelper output)
{
    private const int Queries = 400;

    private static readonly ExecutorOptions Unlimited = new()
    {
        Parser = Validations.UnlimitedParser(),
        Validation = Validations.Unlimited(),
        Cost = new CostOptions { EnforceCostLimits = false },
        Request = new RequestOptions { ExecutionTimeout = TestLimits.Default },
    };

    [Fact]
    public async Task Answers_as_graphql_js_does()
    {
        var seed = Seeds.Next(output);
        using var oracle = JsonDocument.Parse(await NodeScript.RunAsync(
            "execution.mjs",
            [seed.ToString(CultureInfo.InvariantCulture), Queries.ToString(CultureInfo.InvariantCulture)],
            cancellationToken: TestContext.Current.CancellationToken));
        var differences = new List<string>();
        var (count, failing) = (0, 0);
        Schema? schema = null;
        string? lastSdl = null;

        foreach (var @case in oracle.RootElement.EnumerateArray())
        {
            var sdl = @case.GetProperty("sdl").GetString()!;
            schema = sdl == lastSdl ? schema! : PlacedValues.Build(sdl);
            lastSdl = sdl;
            var text = @case.GetProperty("text").GetString()!;
            var answer = await TestSchema.RunAsync(schema, text, @case.GetProperty("variables").GetRawText(), Unlimited);
            count++;
            failing += @case.GetProperty("paths").GetArrayLength() > 0 ? 1 : 0;
            if (Compare(@case, answer) is { } difference)
            {
                differences.Add($"{sdl}\n{text}\n{@case.GetProperty("variables")}\n{difference}\n  expected {@case.GetProperty("data")}\n           {@case.GetProperty("paths")}\n  found    {answer}");
            }
        }

        output.WriteLine($"{count} queries, {failing} of them with errors.");
        Assert.True(differences.Count == 0, $"{differences.Count} differences of {count}:\n{string.Join("\n\n", differences.OrderBy(text => text.Length).Take(3))}");
        Assert.True(count >= Queries, $"Only {count} queries were compared.");
        Assert.True(failing >= Queries / 5, $"Only {failing} queries had errors.");
    }

    private static string? Compare(JsonElement @case, string answer)
    {
        using var found = JsonDocument.Parse(answer);
        if (!found.RootElement.TryGetProperty("data", out var data))
        {
            return @case.GetProperty("hasData").GetBoolean() ? "There is no data." : null;
        }

        var expected = @case.GetProperty("data");
        if (Print(expected) != Print(data))
        {
            return $"The data differ:\n  {Print(expected)}\n  {Print(data)}";
        }

        var theirs = @case.GetProperty("paths").EnumerateArray().Select(ReadPath).ToArray();
        var ours = found.RootElement.TryGetProperty("errors", out var errors)
            ? errors.EnumerateArray().Select(error => ReadPath(error.GetProperty("path"))).ToArray()
            : [];
        return Uncovered(theirs, ours, data) is { } missing ? $"No error explains {missing}."
            : Uncovered(ours, theirs, data) is { } extra ? $"The error at {extra} is one too many."
            : null;
    }

    /// <summary>
    /// Finds an error that only one side has. Errors below the same null count as one: once a null has taken an object away, what
    /// else failed inside it may be left out (specification, section 6.4.4).
    /// </summary>
    private static string? Uncovered(string[][] paths, string[][] others, JsonElement data)
    {
        foreach (var path in paths)
        {
            var region = Region(path, data);
            if (!Array.Exists(others, other => other.AsSpan().StartsWith(region)))
            {
                return string.Join('/', path);
            }
        }

        return null;
    }

    /// <summary>Cuts a path where the data are null.</summary>
    private static string[] Region(string[] path, JsonElement data)
    {
        var current = data;
        for (var i = 0; i < path.Length; i++)
        {
            if (current.ValueKind == JsonValueKind.Null)
            {
                return path[..i];
            }

            current = current.ValueKind == JsonValueKind.Array
                ? current[int.Parse(path[i], CultureInfo.InvariantCulture)]
                : current.GetProperty(path[i]);
        }

        return path;
    }

    private static string[] ReadPath(JsonElement path) => [.. path.EnumerateArray().Select(step => step.ToString())];

    /// <summary>Prints JSON without white space, keeping the order of keys, numbers by value.</summary>
    private static string Print(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => $"{{{string.Join(',', value.EnumerateObject().Select(entry => $"{entry.Name}:{Print(entry.Value)}"))}}}",
        JsonValueKind.Array => $"[{string.Join(',', value.EnumerateArray().Select(Print))}]",
        JsonValueKind.Number => value.GetDouble().ToString("R", CultureInfo.InvariantCulture),
        JsonValueKind.String => JsonSerializer.Serialize(value.GetString()),
        _ => value.GetRawText(),
    };
}
