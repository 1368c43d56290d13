using System.Text;
using Notify.EndToEnd.Tests.Rig;
using Notify.Mailbox;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>In whose name e-mails leave, by whose login, and where to while somebody develops.</summary>
public sealed class SenderTests(ChannelsInstallation installation, SharedInstallation shared) : ChannelTest(installation)
{
    [Fact]
    public async Task Two_senders_write_different_From_lines_and_the_one_with_a_login_uses_its_own()
    {
        await AddSenderAsync(Api, new { identifier = "shop", displayName = "Example Shop", fromEmail = "sales@example.com", isDefault = true });
        await AddSenderAsync(Api, new { identifier = "billing", displayName = "Example Billing", fromEmail = "billing@example.com", smtpUser = "bill", smtpPassword = "p4ss" });
        var (first, second) = (await AddSubscriberAsync(), await AddSubscriberAsync());

        await WaitAsync(await SendAsync(Api, first, null), "SENT");
        await WaitAsync(await SendAsync(Api, second, "billing"), "SENT");

        Assert.Equal(("From: Example Shop <sales@example.com>", null), Read(Channels.Value.Mailbox, first));
        Assert.Equal(("From: Example Billing <billing@example.com>", "bill"), Read(Channels.Value.Mailbox, second));
        var refused = await Api.PostAsync("/v1/notifications", new { userId = first, channel = "email", subject = "Subject", body = "Hello", senderId = "nobody" });
        Assert.Equal((400, "/senderId"), (refused.Status, refused.Body.GetProperty("errors")[0].GetProperty("path").GetString()));
    }

    [Fact]
    public async Task A_retry_keeps_the_sender_whatever_becomes_the_default_and_even_when_it_is_gone()
    {
        await AddSenderAsync(Api, new { identifier = "admin", displayName = "Admin", fromEmail = "admin@example.com", isDefault = true });
        var user = await AddSubscriberAsync();
        var integration = (await Api.GetAsync("/v1/integrations")).Body.GetProperty("data").EnumerateArray().First(static one => one.GetProperty("provider").GetString() == "smtp").GetProperty("id").GetString();
        Assert.Equal(200, (await Api.PatchAsync($"/v1/integrations/{integration}", new { settings = new { port = Ports.Free() }, retryPreset = "none" })).Status);
        var id = await SendAsync(Api, user, null);
        await WaitAsync(id, "FAILED");

        await AddSenderAsync(Api, new { identifier = "new", fromEmail = "new@example.com", isDefault = true });
        Assert.Equal(204, (await Api.DeleteAsync("/v1/senders/admin")).Status);
        Assert.Equal(200, (await Api.PatchAsync($"/v1/integrations/{integration}", new { settings = new { port = Channels.Value.Mailbox.SmtpPort } })).Status);
        await Eventually.TrueAsync(async () =>
        {
            await Api.PostAsync($"/v1/notifications/{id}/retry", new { });
            return Channels.Value.Mailbox.Messages.Snapshot().Any(mail => mail.To.Contains($"{user}@example.com")); // the dispatcher's view of the account may be 2 seconds old
        });
        await WaitAsync(id, "SENT", "DELIVERED");

        Assert.Equal(("From: Admin <admin@example.com>", null), Read(Channels.Value.Mailbox, user));
    }

    [Fact]
    public async Task A_redirect_for_development_takes_every_mail_and_shows_no_login()
    {
        await using var redirected = MailboxServer.Start();
        await using var provider = await ProviderFakes.SendGrid.SendGridFake.StartAsync(null, Token);
        await using var development = await Installation.StartAsync(shared.Servers, ("Notify__Mail__DevRedirect", $"127.0.0.1:{redirected.SmtpPort}"));
        using var api = await development.CreateEnvironmentAsync();
        var made = await api.PostAsync("/v1/integrations", new { provider = "sendgrid", primary = true, settings = new { apiKey = ProviderFakes.SendGrid.SendGridFake.ApiKey, fromEmail = "shop@example.com", baseUrl = provider.BaseUrl } });
        Assert.Equal(201, made.Status);
        await AddSenderAsync(api, new { identifier = "real", displayName = "Real", fromEmail = "real@example.com", smtpUser = "real", smtpPassword = "p4ss" });
        var user = $"user-{Guid.CreateVersion7():N}";
        Assert.Equal(201, (await api.PutAsync($"/v1/subscribers/{user}", new { email = $"{user}@example.com" })).Status);

        await SendAsync(api, user, "real");
        await redirected.Messages.WaitForAsync(1, Token);

        Assert.Equal(("From: Real <real@example.com>", null), Read(redirected, user));
        Assert.Empty(provider.Sends);
        Assert.Empty(development.Mailbox.Messages.Snapshot());
    }

    private async Task<string> AddSubscriberAsync()
    {
        var id = $"user-{Guid.CreateVersion7():N}";
        var answer = await Api.PutAsync($"/v1/subscribers/{id}", new { email = $"{id}@example.com" });
        Assert.True(answer.Status == 201, answer.ToString());
        return id;
    }

    private static async Task AddSenderAsync(Api api, object sender)
    {
        var answer = await api.PostAsync("/v1/senders", sender);
        Assert.True(answer.Status == 201, answer.ToString());
    }

    private static async Task<string> SendAsync(Api api, string userId, string? senderId)
    {
        var answer = await api.PostAsync("/v1/notifications", new { userId, channel = "email", subject = "Subject", body = "Hello", senderId });
        Assert.True(answer.Status == 202, answer.ToString());
        return answer.Text("notificationId");
    }

    /// <summary>Reads the From line and the login of the one mail that a recipient got.</summary>
    private static (string From, string? AuthUser) Read(MailboxServer mailbox, string user)
    {
        var mail = Assert.Single(mailbox.Messages.Snapshot(), mail => mail.To.Contains($"{user}@example.com"));
        var lines = Encoding.UTF8.GetString(mail.Content.Span).Split("\r\n");
        return (lines.First(static line => line.StartsWith("From:", StringComparison.OrdinalIgnoreCase)), mail.AuthUser);
    }
}
