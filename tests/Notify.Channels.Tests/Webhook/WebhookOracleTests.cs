using System.Globalization;
using System.Text;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Channels.Webhook;
using Notify.GraphQL.Tests.Conformance;

namespace Notify.Channels.Tests.Webhook;

/// <summary>A receiver that uses the library of Standard Webhooks believes the plugin, before, while and after a secret is replaced.</summary>
public sealed class WebhookOracleTests
{
    private const string Old = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private const string New = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD";

    [Fact]
    public async Task A_receiver_needs_no_pause_while_the_secret_is_replaced()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(204);
        foreach (var secret in new[] { Old, $"{Old} {New}", New })
            await SendAsync(endpoint, secret, attempt: 1, TimeProvider.System);

        var output = await NodeScript.RunAsync("webhook.mjs", ["-"], JsonSerializer.Serialize(new
        {
            calls = endpoint.Calls.Select(static call => new { headers = call.Headers, body = Encoding.UTF8.GetString(call.Body) }),
            believed = new[] { new[] { Old }, [Old, New], [New] },
            secrets = new[] { Old, New, "whsec_bm90aGluZyB0aGF0IHNpZ25lZCBpdA==" },
        }), TestLimits.Token);

        Assert.Equal("3 of 3 ok", output.Trim());
    }

    [Fact]
    public async Task Another_attempt_has_the_same_id_and_a_time_and_signature_of_its_own()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(204);
        var clock = new FakeTimeProvider();
        await SendAsync(endpoint, New, attempt: 1, clock);
        clock.Advance(TimeSpan.FromMinutes(10)); // beyond the five minutes that receivers tolerate
        await SendAsync(endpoint, New, attempt: 2, clock);

        var calls = endpoint.Calls.ToArray();
        Assert.Equal(["order-1042", "order-1042"], calls.Select(static call => call.Headers["webhook-id"]));
        var times = calls.Select(static call => long.Parse(call.Headers["webhook-timestamp"], CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(600, times[1] - times[0]);
        Assert.NotEqual(calls[0].Headers["webhook-signature"], calls[1].Headers["webhook-signature"]);
    }

    private static async Task SendAsync(WebhookEndpoint endpoint, string secret, int attempt, TimeProvider clock)
    {
        var context = Contexts.Of(new { secret }, ("AllowPrivateNetworks", "true")) with { TimeProvider = clock };
        await using var provider = new WebhookPlugin().Create(context);
        var message = new WebhookMessage
        {
            DeliveryId = "order-1042",
            Attempt = attempt,
            Address = endpoint.Url,
            OccurredAt = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Payload = """{"order":1042,"for":"Zoë"}"""u8.ToArray(),
        };
        Assert.IsType<SendOutcome.Accepted>(await provider.SendAsync(message, TestLimits.Token));
    }
}
