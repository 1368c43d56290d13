using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Notify.ProviderFakes.Fcm;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>Accounts: tried before they are stored, seen, limited, chosen, and heard of by hooks.</summary>
public sealed class AccountTests(ChannelsInstallation installation) : ChannelTest(installation)
{
    private ProviderServer Provider => Channels.Value.Provider;

    [Fact]
    public async Task Credentials_that_do_not_work_are_not_stored_when_a_check_is_asked_for()
    {
        var before = (await Api.GetAsync("/v1/integrations")).Body.GetProperty("data").GetArrayLength();
        var settings = new { vapidPublicKey = new string('B', 87), vapidPrivateKey = "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----", subject = "mailto:ops@example.com" };

        var refused = await Api.PostAsync("/v1/integrations", new { provider = "web-push", settings, check = true });

        Assert.Equal((400, "credentials-refused"), (refused.Status, refused.Code));
        Assert.DoesNotContain("nonsense", refused.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, (await Api.GetAsync("/v1/integrations")).Body.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task A_change_that_does_not_work_leaves_what_worked()
    {
        await using var fcm = Channels.Trust(await FcmFake.StartAsync(null, Token));
        var made = await AddIntegrationAsync("fcm", new { serviceAccount = fcm.ServiceAccountJson, baseUrl = fcm.BaseUrl });
        var path = $"/v1/integrations/{made.GetProperty("id").GetString()}";

        var refused = await Api.PatchAsync(path, new { check = true, settings = new { serviceAccount = fcm.ServiceAccountJson.Replace("private_key_id", "nothing", StringComparison.Ordinal) } });

        Assert.Equal(400, refused.Status);
        Assert.Equal("healthy", (await Api.GetAsync($"{path}/health")).Text("status"));
    }

    [Fact]
    public async Task All_settings_at_fault_are_told_at_once_and_no_secret_with_them()
    {
        var refused = await Api.PostAsync("/v1/integrations", new { provider = "apns", settings = new { teamId = "short", keyId = 7, key = "", bundleId = "has blank", extra = true } });

        Assert.Equal((400, "validation-error"), (refused.Status, refused.Code));
        Assert.Equal(
            ["/settings/bundleId", "/settings/extra", "/settings/key", "/settings/keyId", "/settings/teamId"],
            refused.Body.GetProperty("errors").EnumerateArray().Select(static error => error.GetProperty("path").GetString()).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_setting_that_a_pattern_would_be_matched_against_for_ever_is_refused()
    {
        var settings = new { baseUrl = Provider.Address, tag = new string('a', 100) + "!" };

        var refused = await Api.PostAsync("/v1/integrations", new { provider = "relay", identifier = "endless", settings });
        var accepted = await Api.PostAsync("/v1/integrations", new { provider = "relay", identifier = "endless", settings = settings with { tag = "aaa" } });

        Assert.Equal((400, "settings-timeout"), (refused.Status, refused.Code));
        Assert.Equal("/settings/tag", refused.Body.GetProperty("errors")[0].GetProperty("path").GetString());
        Assert.Equal(201, accepted.Status);
        await Api.DeleteAsync($"/v1/integrations/{accepted.Text("id")}");
    }

    [Fact]
    public async Task The_list_of_plugins_tells_what_serves_and_how_it_does()
    {
        await using var fcm = Channels.Trust(await FcmFake.StartAsync(null, Token));
        await AddIntegrationAsync("fcm", new { serviceAccount = fcm.ServiceAccountJson, baseUrl = fcm.BaseUrl });

        var plugins = (await Api.GetAsync("/v1/plugins")).Body.GetProperty("plugins").EnumerateArray()
            .ToDictionary(static plugin => plugin.GetProperty("id").GetString()!, static plugin => (plugin.GetProperty("state").GetString(), plugin.GetProperty("health").GetString()));

        Assert.Equal(("loaded", "healthy"), plugins["fcm"]);
        Assert.Equal(("loaded", "healthy"), plugins["smtp"]); // the environment's mailbox
        Assert.Equal(("loaded", "healthy"), plugins["in-app"]); // built in, without an integration
        Assert.Equal(("loaded", "unknown"), plugins["herald"]);
        Assert.All(plugins.Values, static plugin => Assert.Equal("loaded", plugin.Item1));
    }

    [Fact]
    public async Task An_account_that_takes_two_at_once_never_gets_three()
    {
        var name = $"slow-{Guid.CreateVersion7():N}";
        var (now, most) = (0, 0);
        Provider.When(name, _ =>
        {
            var running = Interlocked.Increment(ref now);
            InterlockedMax(ref most, running);
            Thread.Sleep(50); // the provider's work, which is what may not overlap more than twice
            Interlocked.Decrement(ref now);
            return new("accept");
        });
        await AddIntegrationAsync("relay", new { baseUrl = Provider.Address }, new { maxConcurrentSends = 2 }, check: false);
        var user = await AddSubscriberAsync(new { phone = "+4915112345678" });

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => SendAsync(user, "sms", body: $"{name} {i}")));

        foreach (var id in ids)
        {
            Assert.Equal(["1"], [(await WaitAsync(id, "SENT")).GetProperty("deliveries")[0].GetProperty("attemptCount").GetRawText()]); // waiting is no attempt
        }

        Assert.Equal((20, true), (Provider.MessagesLike(name).Count, most <= 2));
    }

    [Fact]
    public async Task The_account_that_the_caller_chose_carries_it()
    {
        await AddIntegrationAsync("relay", new { baseUrl = Provider.Address }, identifier: "bulk", check: false);
        await AddIntegrationAsync("relay", new { baseUrl = Provider.Address }, identifier: "billing", check: false);
        var user = await AddSubscriberAsync(new { phone = "+4915112345678" });

        var byDefault = await WaitAsync(await SendAsync(user, "sms"), "SENT");
        var chosen = await WaitAsync(await SendAsync(user, "sms", new { sms = new { integration = "bulk" } }), "SENT");
        var unknown = await Api.PostAsync("/v1/notifications", new { userId = user, channel = "sms", body = "Hello", overrides = new { sms = new { integration = "gone" } } });

        Assert.Equal(("billing", "bulk"), (Identifier(byDefault), Identifier(chosen)));
        Assert.Equal((400, "INTEGRATION_NOT_FOUND"), (unknown.Status, unknown.Code));
    }

    [Fact]
    public async Task Hooks_hear_of_sends_and_failed_attempts_and_can_break_none()
    {
        var name = $"hook-{Guid.CreateVersion7():N}";
        Provider.When(name + " fails", "reject");
        await AddIntegrationAsync("relay", new { baseUrl = Provider.Address }, identifier: "hooked", check: false);
        var user = await AddSubscriberAsync(new { phone = "+4915112345678" });
        await Api.PutAsync("/v1/subscribers/throws-1", new { phone = "+4915112345678" });
        await Api.PutAsync("/v1/subscribers/hangs-1", new { phone = "+4915112345678" });

        var thrown = await SendAsync("throws-1", "sms", body: name);
        var hung = await SendAsync("hangs-1", "sms", body: name);
        var sent = await SendAsync(user, "sms", body: name);
        var failed = await SendAsync(user, "sms", body: name + " fails");

        await WaitAsync(thrown, "SENT");
        await WaitAsync(hung, "SENT");
        await WaitAsync(sent, "SENT");
        await WaitAsync(failed, "FAILED");
        await Eventually.TrueAsync(() => Task.FromResult(Heard(sent).Count == 1 && Heard(failed).Count == 1));
        Assert.Equal(("sent", "hooked"), (Heard(sent)[0].GetProperty("Kind").GetString(), Heard(sent)[0].GetProperty("Integration").GetString()));
        Assert.Equal(("failed", "refused", false), (Heard(failed)[0].GetProperty("Kind").GetString(), Heard(failed)[0].GetProperty("Code").GetString(), Heard(failed)[0].GetProperty("WillRetry").GetBoolean()));
        Assert.Empty(Heard(thrown));
        Assert.Empty(Heard(hung));
    }

    private static string? Identifier(JsonElement story) => story.GetProperty("deliveries")[0].GetProperty("integration").GetProperty("identifier").GetString();

    private static void InterlockedMax(ref int most, int value)
    {
        int seen;
        while (value > (seen = Volatile.Read(ref most)) && Interlocked.CompareExchange(ref most, value, seen) != seen)
        {
        }
    }

    private List<JsonElement> Heard(string notificationId) => !File.Exists(Channels.HeraldFile) ? []
        : [.. ReadLines().Select(static line => JsonElement.Parse(line)).Where(line => line.GetProperty("NotificationId").GetString() == notificationId)];

    private List<string> ReadLines()
    {
        using var reader = new StreamReader(new FileStream(Channels.HeraldFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return [.. reader.ReadToEnd().Split('\n')[..^1]]; // the last one may be half written
    }
}
