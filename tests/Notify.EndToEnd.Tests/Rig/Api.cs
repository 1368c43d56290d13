using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Xunit;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>Calls the gateway over HTTP with one environment's key.</summary>
internal sealed class Api : IDisposable
{
    private readonly HttpClient client;

    public Api(Uri gateway, string key)
    {
        Key = key;
        client = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256, UseProxy = false }) { BaseAddress = gateway, Timeout = TestLimits.Default };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    public Task<Answer> GetAsync(string path) => SendAsync(HttpMethod.Get, path, null, null);

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, null, null);

    public Task<Answer> PutAsync(string path, object body) => SendAsync(HttpMethod.Put, path, JsonSerializer.Serialize(body), null);

    public Task<Answer> PatchAsync(string path, object body) => SendAsync(HttpMethod.Patch, path, JsonSerializer.Serialize(body), null);

    public Task<Answer> PostAsync(string path, object? body = null, string? key = null) =>
        SendAsync(HttpMethod.Post, path, body is null ? null : JsonSerializer.Serialize(body), key);

    public async Task<Answer> SendAsync(HttpMethod method, string path, string? body, string? key)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text), response.Headers.RetryAfter?.Delta);
    }

    /// <summary>Gets the key it calls with.</summary>
    public string Key { get; }

    /// <summary>Runs a GraphQL request that has no errors of its own.</summary>
    /// <returns>The whole of <c>data</c>.</returns>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        var answer = await PostAsync("/graphql", new { query, variables });
        Assert.False(answer.Body.TryGetProperty("errors", out _), answer.ToString());
        return answer.Body.GetProperty("data");
    }

    /// <summary>Runs a GraphQL request that is refused, as a whole or in one field.</summary>
    /// <returns>The codes of its errors.</returns>
    public async Task<string[]> RefusedAsync(string query, object? variables = null)
    {
        var answer = await PostAsync("/graphql", new { query, variables });
        Assert.True(answer.Body.TryGetProperty("errors", out var errors), answer.ToString());
        return [.. errors.EnumerateArray().Select(static error => error.GetProperty("extensions").GetProperty("code").GetString()!)]; // every error has a code
    }

    /// <summary>Makes a subscriber that every channel reaches.</summary>
    public async Task<string> AddSubscriberAsync(string? id = null)
    {
        id ??= $"user-{Guid.CreateVersion7():N}";
        var answer = await PutAsync($"/v1/subscribers/{id}", new { email = $"{id}@example.com", phone = "+4915112345678" });
        Assert.True(answer.Status is 200 or 201, answer.ToString());
        return id;
    }

    /// <summary>Sends and expects to be accepted.</summary>
    public async Task<string> SendAcceptedAsync(string userId, string channel = "sms", string priority = "normal", string body = "Hello")
    {
        var answer = await PostAsync("/v1/notifications", new { userId, channel, subject = "Subject", body, priority });
        Assert.True(answer.Status == 202, answer.ToString());
        return answer.Body.GetProperty("notificationId").GetString()!;
    }

    /// <summary>Waits until a notification has a status.</summary>
    public async Task<JsonElement> WaitForStatusAsync(string notificationId, string status, TimeSpan? limit = null) =>
        (await Eventually.GetAsync(
            () => GetAsync($"/v1/notifications/{notificationId}"),
            answer => answer.Status == 200 && answer.Body.GetProperty("status").GetString() == status, limit)).Body;

    /// <summary>Waits until a provider was called and answered.</summary>
    public async Task<JsonElement> WaitForStatusOneOfAsync(string notificationId)
    {
        await WaitForAttemptsAsync(notificationId, 1);
        return (await GetAsync($"/v1/notifications/{notificationId}")).Body;
    }

    public async Task<JsonElement> WaitForAttemptsAsync(string notificationId, int attempts) =>
        (await Eventually.GetAsync(
            () => GetAsync($"/v1/notifications/{notificationId}/attempts"),
            answer => answer.Body.GetProperty("data").EnumerateArray().Count(static attempt => attempt.TryGetProperty("finishedAt", out _)) >= attempts)).Body.GetProperty("data");

    public void Dispose() => client.Dispose();

    /// <summary>What the gateway answered.</summary>
    internal readonly record struct Answer(int Status, JsonElement Body, TimeSpan? RetryAfter)
    {
        public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("code", out var code) ? code.GetString() : null;

        public string Text(string name) => Body.GetProperty(name).GetString()!;

        public string[] Keys => [.. Body.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal)];

        public override string ToString() => $"{Status} {(Body.ValueKind == JsonValueKind.Undefined ? "(no body)" : Body.GetRawText())}";
    }
}
