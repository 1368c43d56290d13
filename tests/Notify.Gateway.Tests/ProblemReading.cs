using System.Net.Http.Json;
using System.Text.Json;

namespace Notify.Gateway.Tests;

/// <summary>Reads answers the way a client does.</summary>
internal static class ProblemReading
{
    private static readonly string[] Required = ["type", "title", "status", "detail", "code"];

    /// <summary>Checks that the answer is a whole problem, and gets its code.</summary>
    public static async Task<string> ProblemCodeAsync(this HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await response.ProblemAsync(cancellationToken)).GetProperty("code").GetString()!; // just checked

    public static async Task<JsonElement> ProblemAsync(this HttpResponseMessage response, CancellationToken cancellationToken)
    {
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        Assert.All(Required, member => Assert.True(problem.TryGetProperty(member, out _), $"'{member}' is missing in {problem}"));
        Assert.Equal((int)response.StatusCode, problem.GetProperty("status").GetInt32());
        return problem;
    }

    public static async Task<JsonElement> JsonAsync(this HttpResponseMessage response, CancellationToken cancellationToken) =>
        await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);

    /// <summary>Gets the pointers of the fields at fault.</summary>
    public static async Task<IEnumerable<string?>> FieldsAtFaultAsync(this HttpResponseMessage response, CancellationToken cancellationToken) =>
        (await response.ProblemAsync(cancellationToken)).GetProperty("errors").EnumerateArray().Select(static error => error.GetProperty("path").GetString());
}
