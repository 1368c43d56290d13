using System.Net;
using System.Net.Sockets;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Channels.Webhook;

namespace Notify.Channels.Tests.Webhook;

public sealed class AddressGuardTests
{
    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("0.1.2.3")]
    [InlineData("10.0.0.1")]
    [InlineData("100.64.0.1")]
    [InlineData("100.127.255.255")]
    [InlineData("100.100.100.200")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("168.63.129.16")]
    [InlineData("169.254.169.254")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.0.2.1")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("198.51.100.1")]
    [InlineData("203.0.113.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::127.0.0.1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:169.254.169.254")]
    [InlineData("64:ff9b::a00:1")]
    [InlineData("64:ff9b:1::1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::1")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Knows_that_an_address_leads_inside(string address) => Assert.False(PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Theory]
    [InlineData("1.1.1.1")]
    [InlineData("9.255.255.255")]
    [InlineData("11.0.0.0")]
    [InlineData("100.63.255.255")]
    [InlineData("100.128.0.0")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.0")]
    [InlineData("192.167.255.255")]
    [InlineData("223.255.255.255")]
    [InlineData("2606:4700:4700::1111")]
    [InlineData("::ffff:8.8.8.8")]
    public void Knows_that_an_address_is_public(string address) => Assert.True(PublicAddress.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public async Task Refuses_a_name_with_one_inside_address_among_public_ones()
    {
        await using var provider = Provider((_, _) => Task.FromResult(new[] { IPAddress.Parse("1.1.1.1"), IPAddress.Parse("10.0.0.1") }));

        Assert.Equal("address-not-allowed", Assert.IsType<SendOutcome.Rejected>(await SendAsync(provider)).Code);
    }

    [Fact]
    public async Task Asks_the_name_server_once_so_that_a_second_lie_gains_nothing()
    {
        var questions = 0;
        using var inside = new TcpListener(IPAddress.Loopback, 0);
        inside.Start();
        await using var provider = Provider((_, _) =>
            Task.FromResult(new[] { Interlocked.Increment(ref questions) == 1 ? IPAddress.Parse("127.0.0.2") : IPAddress.Loopback }));

        var outcome = await SendAsync(provider, ((IPEndPoint)inside.LocalEndpoint).Port);

        Assert.Equal("address-not-allowed", Assert.IsType<SendOutcome.Rejected>(outcome).Code);
        Assert.Equal(1, questions);
        Assert.False(inside.Pending());
    }

    [Fact]
    public async Task Waits_when_a_name_cannot_be_resolved()
    {
        await using var provider = Provider((_, _) => throw new SocketException((int)SocketError.HostNotFound));

        Assert.Equal("name-resolution-failed", Assert.IsType<SendOutcome.Transient>(await SendAsync(provider)).Code);
    }

    private static WebhookProvider Provider(Func<string, CancellationToken, Task<IPAddress[]>> resolve) =>
        new(
            new WebhookSettings(),
            new HttpClient(new SocketsHttpHandler { ConnectCallback = new GuardedDialer(resolve, publicOnly: true).DialAsync }),
            TimeProvider.System);

    private static ValueTask<SendOutcome> SendAsync(WebhookProvider provider, int port = 80) => provider.SendAsync(
        new WebhookMessage
        {
            DeliveryId = "d-1",
            Attempt = 1,
            Address = $"http://rebinding.example:{port}/",
            OccurredAt = default,
            Payload = "{}"u8.ToArray(),
        },
        TestLimits.Token);
}
