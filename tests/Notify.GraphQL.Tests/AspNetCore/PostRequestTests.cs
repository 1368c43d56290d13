using System.Text;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>What a POST may be, and what is refused before it costs anything.</summary>
public sealed class PostRequestTests
{
    [Theory]
    [InlineData("""{"query":"{ a }"}""", "document={ a }")]
    [InlineData("""{"query":"{ a(b: \"\u00e9\\n\") }"}""", "document={ a(b: \"é\\n\") }")]
    [InlineData("""{"query":"{ Run🏃Swim🏊 }"}""", "document={ Run🏃Swim🏊 }")]
    [InlineData("""{"query":"{ \ud83c\udfc3 }"}""", "document={ 🏃 }")]
    [InlineData("""{"qu\u0065ry":"{ a }","operationName":"A"}""", "document={ a } operation=A")]
    [InlineData("""{"query":"{ a }","operationName":null,"variables":null,"extensions":null}""", "document={ a }")]
    [InlineData("""{"variables":{"a":[1,{"b":2}]},"query":"{ a }","extensions":{"c":"d"}}""", """document={ a } variables={"a":[1,{"b":2}]} extensions={"c":"d"}""")]
    [InlineData("""{"query":"{ a }","unknown":{"deep":[{}]},"another":1}""", "document={ a }")]
    [InlineData("""{"documentId":"sha256:abc"}""", "document= id=sha256:abc")]
    [InlineData("""{"id":"abc","variables":{}}""", "document= id=abc variables={}")]
    [InlineData(" \r\n{\"query\":\"{ a }\"}\t\n", "document={ a }")]
    public async Task Reads_the_parameters(string body, string received)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());

        var answer = await host.PostAsync(body);

        Assert.Equal((200, received + " allowed=Query, Mutation"), (answer.Status, answer.Data));
    }

    [Theory]
    [InlineData("", 400, 400)]
    [InlineData("{", 400, 400)]
    [InlineData("nonsense", 400, 400)]
    [InlineData("""{"query":"{ a }"} trailing""", 400, 400)]
    [InlineData("""{"query":"{ a }"}{"query":"{ a }"}""", 400, 400)]
    [InlineData("""{"query":"{ a }","query":"{ b }"}""", 400, 400)]
    [InlineData("""{"query":"{ a }","documentId":"a","id":"b"}""", 400, 400)]
    [InlineData("""{"query":"{ a }","variables":{"a":1,"a":2}}""", 400, 400)]
    [InlineData("""{"query":"{ a }","extensions":{"a":{"b":1,"b":2}}}""", 400, 400)]
    [InlineData("""{"query":"\ud800"}""", 400, 400)]
    [InlineData("\ufeff{\"query\":\"{ a }\"}", 400, 400)]
    [InlineData("""[{"query":"{ a }"}]""", 400, 422)]
    [InlineData("null", 400, 422)]
    [InlineData("[]", 400, 422)]
    [InlineData("{}", 400, 422)]
    [InlineData("\"x\"", 400, 422)]
    [InlineData("""{"query":null}""", 400, 422)]
    [InlineData("""{"query":""}""", 400, 422)]
    [InlineData("""{"query":{}}""", 400, 422)]
    [InlineData("""{"query":0}""", 400, 422)]
    [InlineData("""{"query":true}""", 400, 422)]
    [InlineData("""{"query":[]}""", 400, 422)]
    [InlineData("""{"query":"{ a }","operationName":{}}""", 400, 422)]
    [InlineData("""{"query":"{ a }","operationName":0}""", 400, 422)]
    [InlineData("""{"query":"{ a }","variables":"a"}""", 400, 422)]
    [InlineData("""{"query":"{ a }","variables":[]}""", 400, 422)]
    [InlineData("""{"query":"{ a }","extensions":1}""", 400, 422)]
    [InlineData("""{"query":"{ a }","documentId":1}""", 400, 422)]
    public async Task Refuses_what_is_not_a_request(string body, int status, int draftStatus)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        await using var draft = await EndpointHost.StartAsync(new StubExecutor(), options => options.HttpStatusProfile = HttpStatusProfile.Draft2026);

        var answer = await host.PostAsync(body);
        var draftAnswer = await draft.PostAsync(body);

        Assert.Equal((status, draftStatus, ErrorCodes.BadRequest), (answer.Status, draftAnswer.Status, answer.Code));
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe })]
    [InlineData(new byte[] { 0xc0, 0xaf })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    public async Task Refuses_bytes_that_are_not_UTF8(byte[] bytes)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());

        var answer = await host.PostAsync([.. "{\"query\":\""u8, .. bytes, .. "\"}"u8]);

        Assert.Equal((400, ErrorCodes.BadRequest), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/graphql")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    [InlineData(null)]
    public async Task Takes_only_JSON_in_UTF8(string? contentType)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        using var content = new ByteArrayContent("""{"query":"{ a }"}"""u8.ToArray());

        var answer = await host.SendAsync(HttpMethod.Post, "", content, accept: null, contentType);

        Assert.Equal((415, ErrorCodes.BadRequest), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=UTF-8")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    public async Task Takes_JSON_however_it_is_spelled(string contentType)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());

        var answer = await host.PostAsync("""{"query":"{ a }"}""", contentType: contentType);

        Assert.Equal(200, answer.Status);
    }

    [Fact]
    public async Task Refuses_compressed_bodies()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        using var content = new ByteArrayContent([1, 2, 3]);
        content.Headers.ContentEncoding.Add("gzip");

        var answer = await host.SendAsync(HttpMethod.Post, "", content, accept: null, "application/json");

        Assert.Equal(415, answer.Status);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Refuses_a_body_above_the_limit_whether_its_length_is_said_or_not(bool saysLength)
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor(), options => options.MaxRequestBytes = 20_000);
        using var content = new ChunkedContent(Encoding.UTF8.GetBytes($$"""{"query":"{ {{new string('a', 20_000)}} }"}"""), saysLength);

        var answer = await host.SendAsync(HttpMethod.Post, "", content, accept: null, "application/json");

        Assert.Equal((413, ErrorCodes.RequestTooLarge), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Reads_a_large_body_that_comes_in_pieces()
    {
        var document = "{ " + new string('a', 200_000) + " }";
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        using var content = new ChunkedContent(Encoding.UTF8.GetBytes($$"""{"query":"{{document}}"}"""), saysLength: false);

        var answer = await host.SendAsync(HttpMethod.Post, "", content, accept: null, "application/json");

        Assert.Equal($"document={document} allowed=Query, Mutation", answer.Data);
    }

    [Theory]
    [InlineData(64, 200)]
    [InlineData(65, 400)]
    [InlineData(5_000, 400)]
    public async Task Bounds_how_deep_variables_nest(int depth, int status)
    {
        var nested = string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
        await using var host = await EndpointHost.StartAsync(new StubExecutor());

        var answer = await host.PostAsync($$"""{"query":"{ a }","variables":{{nested}}}""");

        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task Answers_with_a_length_and_forbids_guessing_the_type()
    {
        await using var host = await EndpointHost.StartAsync(new StubExecutor());
        using var content = new StringContent("""{"query":"{ a }"}""", Encoding.UTF8, "application/json");

        using var response = await host.Client.PostAsync(host.Url, content, TestContext.Current.CancellationToken);

        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.TransferEncodingChunked ?? false);
        Assert.Equal((await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, response.Content.Headers.ContentLength);
    }
}
