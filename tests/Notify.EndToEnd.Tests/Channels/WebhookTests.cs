using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>Webhooks whose receiver was away: what comes again can be told from what is new, and is signed anew.</summary>
public sealed class WebhookTests(ChannelsInstallation installation) : ChannelTest(installation)
{
    private const string Secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

    [Fact]
    public async Task A_retried_call_has_the_same_id_and_body_and_a_signature_of_its_own_time()
    {
        await using var receiver = await Receiver.StartAsync(static number => number == 1 ? 500 : 204);
        var made = await Api.PostAsync("/v1/integrations", new { provider = "webhook", settings = new { secret = Secret }, retryPreset = "none", primary = true });
        Assert.True(made.Status == 201, made.ToString());
        var user = await AddSubscriberAsync(new { webhookUrl = receiver.Url });
        var id = await SendAsync(user, "webhook");
        Assert.Equal(["http-500"], Texts(await WaitAsync(id, "FAILED"), "reason").Select(static reason => reason?.Split(':')[0]));

        Assert.Equal(202, (await Api.PostAsync($"/v1/notifications/{id}/retry", new { })).Status);
        await WaitAsync(id, "DELIVERED");
        Assert.Equal(409, (await Api.PostAsync($"/v1/notifications/{id}/retry", new { })).Status);

        var (first, second) = (receiver.Calls.ElementAt(0), receiver.Calls.ElementAt(1));
        Assert.Equal(2, receiver.Calls.Count);
        Assert.Equal((first.Id, first.Body), (second.Id, second.Body));
        Assert.All([first, second], static call => Assert.Equal(Sign(call), call.Signature));
        Assert.InRange(second.Timestamp - first.Timestamp, 0, 60);
    }

    [Theory]
    [InlineData(204, 1)]
    [InlineData(500, 0)]
    [InlineData(410, 0)]
    public async Task A_delivered_call_can_be_had_again_and_stays_delivered_however_that_ends(int answer, int accepted)
    {
        await using var receiver = await Receiver.StartAsync(number => number == 1 ? 204 : answer);
        await Api.PostAsync("/v1/integrations", new { provider = "webhook", settings = new { secret = Secret }, primary = true });
        var user = await AddSubscriberAsync(new { webhookUrl = receiver.Url });
        var id = await SendAsync(user, "webhook");
        await WaitAsync(id, "DELIVERED");
        var before = (await Api.GetAsync($"/v1/notifications/{id}")).Text("deliveredAt");

        Assert.Equal(202, (await Api.PostAsync($"/v1/notifications/{id}/replay", new { }, key: "again")).Status);
        Assert.Equal(202, (await Api.PostAsync($"/v1/notifications/{id}/replay", new { }, key: "again")).Status); // the same request
        var attempts = await Api.WaitForAttemptsAsync(id, 2);
        await WaitAsync(id, "DELIVERED");

        Assert.Equal((2, 1 + accepted), (receiver.Calls.Count, attempts.EnumerateArray().Count(static attempt => attempt.GetProperty("outcome").GetString() == "accepted")));
        var (first, second) = (receiver.Calls.ElementAt(0), receiver.Calls.ElementAt(1));
        Assert.Equal((first.Id, first.Body, Sign(second)), (second.Id, second.Body, second.Signature));
        Assert.Equal(before, (await Api.GetAsync($"/v1/notifications/{id}")).Text("deliveredAt"));
    }

    [Fact]
    public async Task Only_delivered_webhooks_can_be_had_again()
    {
        await using var receiver = await Receiver.StartAsync(static _ => 400);
        var user = await AddSubscriberAsync(new { email = "alice@example.com", webhookUrl = receiver.Url });
        var mail = await SendAsync(user, "email");
        await WaitAsync(mail, "SENT");
        await Api.PostAsync("/v1/integrations", new { provider = "webhook", settings = new { }, primary = true });
        var hook = await SendAsync(user, "webhook");
        await WaitAsync(hook, "FAILED");

        Assert.Equal(("conflict", "conflict"), ((await Api.PostAsync($"/v1/notifications/{mail}/replay")).Code, (await Api.PostAsync($"/v1/notifications/{hook}/replay")).Code));
        Assert.Equal(404, (await Api.PostAsync($"/v1/notifications/{Guid.CreateVersion7()}/replay")).Status);
    }

    private static string Sign(Call call)
    {
        var signed = Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{call.Id}.{call.Timestamp}.{call.Body}"));
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(Secret["whsec_".Length..]), signed));
    }

    private sealed record Call(string Id, long Timestamp, string Signature, string Body);

    /// <summary>A recipient's own server, which answers by the number of the call.</summary>
    private sealed class Receiver(WebApplication app) : IAsyncDisposable
    {
        public ConcurrentQueue<Call> Calls { get; } = [];

        public string Url => app.Urls.Single() + "/hook";

        public static async Task<Receiver> StartAsync(Func<int, int> answer)
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            var receiver = new Receiver(app);
            app.Run(async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                var headers = context.Request.Headers;
                receiver.Calls.Enqueue(new(
                    headers["webhook-id"].ToString(), long.Parse(headers["webhook-timestamp"].ToString(), CultureInfo.InvariantCulture),
                    headers["webhook-signature"].ToString(), await reader.ReadToEndAsync(context.RequestAborted)));
                context.Response.StatusCode = answer(receiver.Calls.Count);
            });
            await app.StartAsync(Token);
            return receiver;
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }
}
