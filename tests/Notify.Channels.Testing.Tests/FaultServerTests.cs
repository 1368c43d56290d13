using System.Net;
using System.Net.Sockets;

namespace Notify.Channels.Testing.Tests;

public sealed class FaultServerTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1", 200, 0)]
    [InlineData("1.1", 429, 100_000)]
    [InlineData("2.0", 200, 0)]
    [InlineData("2.0", 429, 60_000)]
    [InlineData("2.0", 999, 1)]
    public async Task Answers_whole_requests_with_what_it_was_told(string version, int status, int size)
    {
        await using var server = FaultServer.Answering(new(status, echo => $"{echo}{new string('x', size)}")
        {
            Headers = new Dictionary<string, string> { ["Retry-After"] = "7" },
        });
        server.Echo = "told: ";
        using var client = new HttpClient { DefaultRequestVersion = new(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        for (var round = 0; round < 3; round++)
        {
            using var content = new ByteArrayContent(new byte[200_000]);
            using var response = await client.PostAsync(server.Url, content, Token);

            Assert.Equal((status, new Version(version)), ((int)response.StatusCode, response.Version));
            Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter?.Delta);
            Assert.Equal("told: " + new string('x', size), await response.Content.ReadAsStringAsync(Token));
        }

        Assert.True(server.Reached.IsCompleted);
        Assert.Equal(1, server.Connections);
    }

    [Fact]
    public async Task Reads_a_body_of_unknown_length()
    {
        await using var server = FaultServer.Answering(new(200, static _ => "{}"));
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, server.Url)
        {
            Content = new StreamContent(new MemoryStream(new byte[50_000])),
            Headers = { TransferEncodingChunked = true },
        };

        using var response = await client.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Refuses_connections_where_nobody_listens()
    {
        await using var server = FaultServer.Refusing();
        using var client = new TcpClient();

        var refusal = await Assert.ThrowsAsync<SocketException>(() => client.ConnectAsync(IPAddress.Loopback, server.Port, Token).AsTask());

        Assert.Equal(SocketError.ConnectionRefused, refusal.SocketErrorCode);
    }

    [Fact]
    public async Task Resets_after_the_request()
    {
        await using var server = FaultServer.Start(static async connection =>
        {
            await connection.ReadUntilAsync("");
            connection.Reached();
            connection.Reset();
        });
        using var client = new HttpClient();

        var broken = await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(server.Url, Token));

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(broken.InnerException?.InnerException).SocketErrorCode);
        Assert.True(server.Reached.IsCompleted);
    }
}
