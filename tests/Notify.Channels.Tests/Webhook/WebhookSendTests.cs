using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Channels.Webhook;
using Notify.Plugins;

namespace Notify.Channels.Tests.Webhook;

public sealed class WebhookSendTests
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string OtherSecret = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    [Fact]
    public void Signs_as_the_example_of_the_standard_webhooks_libraries()
    {
        var signature = new WebhookSigner(Secret, isPerRecipient: false).Sign(
            "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, """{"test": 2432232314}"""u8, "https://example.com");

        Assert.Equal("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=", signature);
    }

    [Fact]
    public async Task Posts_the_payload_with_everything_a_receiver_needs_to_trust_it()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(204);
        await using var host = await StartHostAsync();
        var message = Message(endpoint.Url);

        var outcome = await SendAsync(host, message, new { secret = $"{Secret} {OtherSecret}" });

        Assert.IsType<SendOutcome.Accepted>(outcome);
        var call = Assert.Single(endpoint.Calls);
        Assert.Equal(("POST", "/hook?tenant=1"), (call.Method, call.Target));
        Assert.Equal(message.Payload.ToArray(), call.Body);
        Assert.Equal("application/json; charset=utf-8", call.Headers["content-type"]);
        Assert.Equal((message.DeliveryId, message.DeliveryId), (call.Headers["webhook-id"], call.Headers["idempotency-key"]));
        Assert.Equal(message.TraceParent, call.Headers["traceparent"]);
        var timestamp = call.Headers["webhook-timestamp"];
        Assert.InRange(long.Parse(timestamp, CultureInfo.InvariantCulture), 1_700_000_000, 5_000_000_000);
        Assert.Equal($"{Hmac(Secret, call)} {Hmac(OtherSecret, call)}", call.Headers["webhook-signature"]);
    }

    [Fact]
    public async Task Signs_for_each_recipient_with_a_secret_that_no_other_has()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(204);
        await using var host = await StartHostAsync();
        var (alice, bob) = (Message(endpoint.Url), Message(endpoint.Url + "&of=bob"));

        await SendAsync(host, alice, new { secret = Secret, secretPerRecipient = true });
        await SendAsync(host, bob, new { secret = Secret, secretPerRecipient = true });

        Assert.Equal(
            [Hmac(SecretOf(alice.Address), endpoint.Calls.ElementAt(0)), Hmac(SecretOf(bob.Address), endpoint.Calls.ElementAt(1))],
            endpoint.Calls.Select(static call => call.Headers["webhook-signature"]));
        Assert.NotEqual(Hmac(Secret, endpoint.Calls.ElementAt(0)), endpoint.Calls.ElementAt(0).Headers["webhook-signature"]);

        static string SecretOf(string url) =>
            "whsec_" + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), Encoding.UTF8.GetBytes(url)));
    }

    [Fact]
    public async Task Does_not_sign_without_a_secret()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(200);
        await using var host = await StartHostAsync();

        await SendAsync(host, Message(endpoint.Url));

        Assert.False(Assert.Single(endpoint.Calls).Headers.ContainsKey("webhook-signature"));
    }

    [Theory]
    [InlineData(200, "Accepted")]
    [InlineData(202, "Accepted")]
    [InlineData(301, "Rejected")]
    [InlineData(307, "Rejected")]
    [InlineData(400, "Rejected")]
    [InlineData(404, "Rejected")]
    [InlineData(410, "EndpointGone")]
    [InlineData(408, "Transient")]
    [InlineData(425, "Transient")]
    [InlineData(429, "Throttled")]
    [InlineData(500, "Transient")]
    [InlineData(503, "Transient")]
    public async Task Turns_a_status_into_what_to_do_next(int status, string expected)
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(status);
        await using var host = await StartHostAsync();

        var outcome = await SendAsync(host, Message(endpoint.Url));

        Assert.Equal(expected, outcome.GetType().Name);
        Assert.Single(endpoint.Calls);
    }

    [Fact]
    public async Task Honours_retry_after_in_seconds()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(429, "7");
        await using var unavailable = await WebhookEndpoint.AnsweringAsync(503, "11");
        await using var host = await StartHostAsync();

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.IsType<SendOutcome.Throttled>(await SendAsync(host, Message(endpoint.Url))).RetryAfter);
        Assert.Equal(TimeSpan.FromSeconds(11), Assert.IsType<SendOutcome.Transient>(await SendAsync(host, Message(unavailable.Url))).RetryAfter);
    }

    [Fact]
    public async Task Honours_retry_after_as_a_date()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(429, TimeProvider.System.GetUtcNow().AddMinutes(30).ToString("r"));
        await using var host = await StartHostAsync();

        var outcome = Assert.IsType<SendOutcome.Throttled>(await SendAsync(host, Message(endpoint.Url)));

        Assert.InRange(outcome.RetryAfter!.Value, TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(30));
    }

    [Fact]
    public async Task Does_not_know_when_the_answer_never_comes()
    {
        await using var endpoint = await WebhookEndpoint.StartAsync(static context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var host = await StartHostAsync();

        var outcome = await SendAsync(host, Message(endpoint.Url), new { timeout = 1 });

        Assert.Equal("timeout", Assert.IsType<SendOutcome.Ambiguous>(outcome).Code);
    }

    [Fact]
    public async Task Does_not_know_when_the_connection_breaks_before_the_answer()
    {
        await using var endpoint = await WebhookEndpoint.StartAsync(static context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var host = await StartHostAsync();

        Assert.Equal("connection-lost", Assert.IsType<SendOutcome.Ambiguous>(await SendAsync(host, Message(endpoint.Url))).Code);
    }

    [Fact]
    public async Task Is_not_held_up_by_an_endless_answer()
    {
        await using var endpoint = await WebhookEndpoint.StartAsync(static async context =>
        {
            var noise = new byte[8192];
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(noise, context.RequestAborted);
        });
        await using var host = await StartHostAsync();

        Assert.IsType<SendOutcome.Accepted>(await SendAsync(host, Message(endpoint.Url)));
    }

    [Fact]
    public async Task Retries_when_nobody_listens()
    {
        await using var host = await StartHostAsync();

        Assert.Equal("connect-failed", Assert.IsType<SendOutcome.Transient>(await SendAsync(host, Message("http://127.0.0.1:1/"))).Code);
    }

    [Theory]
    [InlineData("ftp://example.com/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://user:pass@example.com/")]
    [InlineData("/relative")]
    [InlineData("http://")]
    public async Task Refuses_what_is_not_a_plain_http_url(string url)
    {
        await using var host = await StartHostAsync();

        Assert.Equal("invalid-url", Assert.IsType<SendOutcome.Rejected>(await SendAsync(host, Message(url))).Code);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9/")]
    [InlineData("http://localhost:9/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://2130706433:9/")]
    [InlineData("http://0x7f.1:9/")]
    [InlineData("http://[::1]:9/")]
    [InlineData("http://[::ffff:10.0.0.1]:9/")]
    [InlineData("http://[fd00:ec2::254]/")]
    public async Task Refuses_inside_addresses_unless_the_operator_allows_them(string url)
    {
        await using var host = await StartHostAsync(allowPrivate: false);

        Assert.Equal("address-not-allowed", Assert.IsType<SendOutcome.Rejected>(await SendAsync(host, Message(url))).Code);
    }

    private static Task<PluginHost> StartHostAsync(bool allowPrivate = true) => PluginHost.StartAsync(
        PluginHost.BuiltPlugins,
        ("Notify:Plugins:Watch", "false"),
        ("Notify:Plugins:Options:webhook:AllowPrivateNetworks", allowPrivate ? "true" : "false"));

    private static async Task<SendOutcome> SendAsync(PluginHost host, WebhookMessage message, object? settings = null)
    {
        using ProviderLease lease = host.Rent("webhook", settings ?? new { });
        return await lease.SendAsync(message, TestLimits.Default, TestLimits.Token);
    }

    private static WebhookMessage Message(string url) => new()
    {
        DeliveryId = Guid.CreateVersion7().ToString(),
        Attempt = 1,
        Address = url,
        TraceParent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        OccurredAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Payload = """{"order":1042,"for":"Zoë"}"""u8.ToArray(),
    };

    private static string Hmac(string secret, WebhookEndpoint.Call call)
    {
        var signed = Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.").Concat(call.Body).ToArray();
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), signed));
    }
}
