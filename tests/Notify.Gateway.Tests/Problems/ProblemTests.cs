using System.Net;
using System.Text;

namespace Notify.Gateway.Tests.Problems;

public sealed class ProblemTests(RunningGateway gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_unknown_route_is_told_as_such()
    {
        using var stranger = gateway.Stranger();
        using var response = await stranger.GetAsync("/nowhere", Token);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal("not-found", await response.ProblemCodeAsync(Token));
    }

    [Fact]
    public async Task A_wrong_method_is_told_with_the_right_ones()
    {
        using var caller = gateway.Caller();
        using var response = await caller.PostAsync("/v1/subscribers/alice", Json("{}"), Token);

        Assert.Equal("method-not-allowed", await response.ProblemCodeAsync(Token));
        Assert.Equal(["DELETE", "GET", "PUT"], response.Content.Headers.Allow.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("null", "")]
    [InlineData("{", "")]
    [InlineData("{\"name\":}", "/name")]
    [InlineData("[]", "")]
    [InlineData("\"text\"", "")]
    [InlineData("{\"name\":1}", "/name")]
    [InlineData("{\"nome\":\"x\"}", "/nome")]
    [InlineData("{\"channels\":{\"a.b\":{}}}", "/channels/a.b")]
    [InlineData("{\"channels\":[]}", "/channels")]
    [InlineData("{\"name\":\"\\ud800\"}", "/name")]
    [InlineData("{\"data\":{\"x\":\"\\u0000\"}}", "/data")]
    [InlineData("{\"name\":\"a\\u0000b\"}", "/name")]
    public async Task A_body_that_cannot_be_read_is_told_with_the_place(string body, string place)
    {
        using var caller = gateway.Caller();
        using var response = await caller.PutAsync("/v1/subscribers/alice", Json(body), Token);
        var problem = await response.ProblemAsync(Token);

        Assert.Equal("validation-error", problem.GetProperty("code").GetString());
        Assert.Equal(place, problem.TryGetProperty("errors", out var errors) ? errors[0].GetProperty("path").GetString() : "");
        Assert.DoesNotContain("System.", problem.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task A_body_that_is_not_said_to_be_JSON_is_refused(string mediaType)
    {
        using var caller = gateway.Caller();
        using var content = new ByteArrayContent("{}"u8.ToArray());
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);

        using var response = await caller.PutAsync("/v1/subscribers/alice", content, Token);

        Assert.Equal("unsupported-media-type", await response.ProblemCodeAsync(Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_above_one_mebibyte_is_refused_whether_or_not_its_length_is_said(bool isLengthSaid)
    {
        using var caller = gateway.Caller();
        using var content = new StreamContent(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"name":"{{new string('x', 1024 * 1024)}}"}""")));
        content.Headers.ContentType = new("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/subscribers/alice") { Content = content };
        request.Headers.TransferEncodingChunked = !isLengthSaid;

        using var response = await caller.SendAsync(request, Token);

        Assert.Equal("payload-too-large", await response.ProblemCodeAsync(Token));
    }

    [Theory]
    [InlineData("with blank")]
    [InlineData("")]
    public async Task A_malformed_idempotency_key_is_refused(string key)
    {
        using var caller = gateway.Caller();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/subscribers/alice") { Content = Json("{}") };
        request.Headers.TryAddWithoutValidation("Idempotency-Key", key);

        using var response = await caller.SendAsync(request, Token);

        Assert.Equal("validation-error", await response.ProblemCodeAsync(Token));
    }

    [Fact]
    public async Task A_used_idempotency_key_is_a_conflict_for_another_request()
    {
        using var caller = gateway.Caller();
        var key = gateway.NewName();

        using var first = await PutAsync(caller, "alice", """{"name":"Alice"}""", key);
        using var repeat = await PutAsync(caller, "alice", """{"name":"Alice"}""", key);
        using var otherBody = await PutAsync(caller, "alice", """{"name":"Bob"}""", key);
        using var otherPath = await PutAsync(caller, "bob", """{"name":"Alice"}""", key);

        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await repeat.Content.ReadAsStringAsync(Token));
        Assert.Equal(first.StatusCode, repeat.StatusCode);
        Assert.Equal("idempotency-conflict", await otherBody.ProblemCodeAsync(Token));
        Assert.Equal("idempotency-conflict", await otherPath.ProblemCodeAsync(Token));
    }

    private static async Task<HttpResponseMessage> PutAsync(HttpClient caller, string id, string body, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/subscribers/{id}") { Content = Json(body) };
        request.Headers.Add("Idempotency-Key", key);
        return await caller.SendAsync(request, Token);
    }

    private static StringContent Json(string body) => new(body, Encoding.UTF8, "application/json");
}
