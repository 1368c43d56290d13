using System.Net.Http.Headers;
using System.Text;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>Sends requests as clients do, and boils answers down to what a test compares.</summary>
internal static class HttpAnswers
{
    public static async Task<Answer> PostAsync(this EndpointHost host, string body, string? accept = null, string contentType = "application/json") =>
        await host.SendAsync(HttpMethod.Post, "", new ByteArrayContent(Encoding.UTF8.GetBytes(body)), accept, contentType);

    public static async Task<Answer> PostAsync(this EndpointHost host, byte[] body, string contentType = "application/json") =>
        await host.SendAsync(HttpMethod.Post, "", new ByteArrayContent(body), accept: null, contentType);

    public static async Task<Answer> GetAsync(this EndpointHost host, string query, string? accept = null) =>
        await host.SendAsync(HttpMethod.Get, query, content: null, accept, contentType: null);

    public static async Task<Answer> SendAsync(
        this EndpointHost host, HttpMethod method, string query, HttpContent? content, string? accept, string? contentType)
    {
        using var request = new HttpRequestMessage(method, host.Url + query) { Content = content };
        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (contentType is not null)
        {
            content!.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType); // a content type is only given with content
        }

        using var response = await host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return new Answer(
            (int)response.StatusCode,
            response.Content.Headers.ContentType?.ToString(),
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            string.Join(", ", response.Content.Headers.Allow));
    }

    internal sealed record Answer(int Status, string? ContentType, string Body, string Allow)
    {
        public string? Code =>
            System.Text.Json.JsonDocument.Parse(Body).RootElement.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

        public string? Data => System.Text.Json.JsonDocument.Parse(Body).RootElement.GetProperty("data").GetString();
    }
}
