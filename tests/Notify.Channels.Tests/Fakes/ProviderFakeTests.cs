using System.Net;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;

namespace Notify.Channels.Tests.Fakes;

public sealed class ProviderFakeTests
{
    [Theory]
    [InlineData(FakeTransport.Plain, "1.1", "HTTP/1.1")]
    [InlineData(FakeTransport.Tls, "1.1", "HTTP/1.1")]
    [InlineData(FakeTransport.Tls, "2.0", "HTTP/2")]
    [InlineData(FakeTransport.TlsHttp2Only, "2.0", "HTTP/2")]
    public async Task Keeps_a_request_as_it_came(FakeTransport transport, string version, string protocol)
    {
        await using var fake = await Echo.StartAsync(transport);
        using var client = Client(fake);

        using var response = await PostAsync(client, version, "a b=%25&c=1+2");

        Assert.Equal("echo", await response.Content.ReadAsStringAsync(TestLimits.Token));
        var request = Assert.Single(fake.Requests);
        Assert.Equal(("POST", "/v1/things?x=%20y", "/v1/things", protocol), (request.Method, request.Target, request.Path, request.Protocol));
        Assert.Equal(("a b=%25&c=1+2", "text/plain; charset=utf-8"), (request.Text, request.Header("content-type")));
        Assert.Equal(("%", "1 2"), (request.Form()["a b"].Single(), request.Form()["c"].Single()));
        Assert.Equal((1, 1), (fake.RequestCount, fake.Connections));
    }

    [Fact]
    public async Task Is_not_reached_without_trust_in_its_certificate()
    {
        await using var fake = await Echo.StartAsync(FakeTransport.Tls);
        using var client = ProviderHttp.CreateClient(Contexts.Of(new { }, ("AllowPrivateNetworks", "true")), fake.BaseUrl);

        var exception = await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(client, "2.0"));

        Assert.Equal(HttpRequestError.SecureConnectionError, exception.HttpRequestError);
    }

    [Fact]
    public async Task Answers_as_scripted_and_then_by_itself()
    {
        await using var fake = await Echo.StartAsync(FakeTransport.Tls);
        using var client = Client(fake);
        fake.AnswerNext(FakeAnswer.Plain(404), "/v2");
        fake.AnswerNext(FakeAnswer.Json(429, "{}", ("Retry-After", "7")));

        using var first = await PostAsync(client, "2.0");
        using var second = await PostAsync(client, "2.0");

        Assert.Equal((HttpStatusCode.TooManyRequests, TimeSpan.FromSeconds(7)), (first.StatusCode, first.Headers.RetryAfter?.Delta));
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
    }

    [Fact]
    public async Task Holds_answers_until_the_gate_opens()
    {
        await using var fake = await Echo.StartAsync(FakeTransport.Tls);
        using var client = Client(fake);
        var gate = fake.Hold("/v1");

        var posts = Enumerable.Range(0, 5).Select(_ => PostAsync(client, "2.0")).ToArray();
        await fake.UntilRequestsAsync(5, TestLimits.Token);

        Assert.DoesNotContain(posts, static post => post.IsCompleted);
        gate.Open();
        foreach (var post in posts)
            (await post.WaitAsync(TestLimits.Default, TestLimits.Token)).Dispose();
    }

    [Theory]
    [InlineData(FakeFault.LoseConnection, "1.1", 2)]
    [InlineData(FakeFault.LoseConnection, "2.0", 2)]
    [InlineData(FakeFault.ResetStream, "1.1", 2)]
    [InlineData(FakeFault.ResetStream, "2.0", 1)]
    [InlineData(FakeFault.LoseConnectionInBody, "1.1", 2)]
    [InlineData(FakeFault.LoseConnectionInBody, "2.0", 2)]
    public async Task Breaks_what_it_is_told_to_break(FakeFault fault, string version, int connections)
    {
        await using var fake = await Echo.StartAsync(FakeTransport.Tls);
        using var client = Client(fake);
        fake.AnswerNext(FakeAnswer.Plain(200, "never read whole") with { Fault = fault });

        await Assert.ThrowsAsync<HttpRequestException>(() => PostAsync(client, version));
        using var next = await PostAsync(client, version);

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(connections, fake.Connections);
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Takes_its_leave_in_good_order(string version)
    {
        await using var fake = await Echo.StartAsync(FakeTransport.Tls);
        using var client = Client(fake);
        fake.AnswerNext(FakeAnswer.Plain(200, "bye") with { Fault = FakeFault.LeaveAfterAnswer });

        using var last = await PostAsync(client, version);
        Assert.Equal("bye", await last.Content.ReadAsStringAsync(TestLimits.Token));
        using var next = await PostAsync(client, version);

        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
        Assert.Equal(2, fake.Requests.Select(static request => request.ConnectionId).Distinct().Count());
    }

    private static HttpClient Client(ProviderFake fake) =>
        ProviderHttp.CreateClient(Contexts.Of(new { }, [.. fake.HostOptions.Select(static option => (option.Key, option.Value))]), fake.BaseUrl);

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string version, string text = "hello")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/things?x=%20y")
        {
            Version = Version.Parse(version),
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new StringContent(text),
        };
        return await client.SendAsync(request, TestLimits.Token);
    }

    private sealed class Echo(FakeTransport transport) : ProviderFake(transport)
    {
        public static async Task<Echo> StartAsync(FakeTransport transport)
        {
            var fake = new Echo(transport);
            await fake.StartAsync(TestLimits.Token);
            return fake;
        }

        protected override FakeAnswer Answer(FakeRequest request) => FakeAnswer.Plain(200, "echo");
    }
}
