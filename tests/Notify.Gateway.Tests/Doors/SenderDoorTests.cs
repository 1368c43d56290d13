using System.Net;
using System.Net.Http.Json;

namespace Notify.Gateway.Tests.Doors;

public sealed class SenderDoorTests(RunningGateway gateway)
{
    private const string Password = "p4ss-that-nobody-reads";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_sender_is_made_changed_and_removed_and_its_password_never_comes_back()
    {
        using var caller = gateway.CallerWith(await gateway.NewKeyAsync("NORMAL", inNewEnvironment: true, Token));

        using var made = await caller.PostAsJsonAsync(
            "/v1/senders", new { identifier = "billing", displayName = "Billing", fromEmail = "billing@example.com", smtpUser = "b", smtpPassword = Password }, Token);
        using var changed = await caller.PatchAsJsonAsync("/v1/senders/billing", new { displayName = "" }, Token);
        using var read = await caller.GetAsync("/v1/senders/billing", Token);
        using var list = await caller.GetAsync("/v1/senders", Token);
        using var removed = await caller.DeleteAsync("/v1/senders/billing", Token);
        using var gone = await caller.GetAsync("/v1/senders/billing", Token);

        Assert.Equal((HttpStatusCode.Created, "/v1/senders/billing"), (made.StatusCode, made.Headers.Location?.OriginalString));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK], [changed.StatusCode, read.StatusCode, list.StatusCode]);
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (removed.StatusCode, gone.StatusCode));
        var sender = await made.JsonAsync(Token);
        Assert.True(sender.GetProperty("hasPassword").GetBoolean());
        Assert.Equal("Billing", sender.GetProperty("displayName").GetString());
        Assert.False((await read.JsonAsync(Token)).TryGetProperty("displayName", out _));
        foreach (var response in new[] { made, changed, read, list })
        {
            Assert.DoesNotContain(Password, await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Senders_belong_to_one_environment_and_to_its_management()
    {
        using var owner = gateway.CallerWith(await gateway.NewKeyAsync("NORMAL", inNewEnvironment: true, Token));
        using var other = gateway.CallerWith(await gateway.NewKeyAsync("NORMAL", inNewEnvironment: true, Token));
        using var tester = gateway.CallerWith(await gateway.NewKeyAsync("TEST", inNewEnvironment: false, Token));
        using var made = await owner.PostAsJsonAsync("/v1/senders", new { identifier = "shop", fromEmail = "shop@example.com", isDefault = true }, Token);

        using var read = await other.GetAsync("/v1/senders/shop", Token);
        using var changed = await other.PatchAsJsonAsync("/v1/senders/shop", new { fromEmail = "thief@example.com" }, Token);
        using var list = await other.GetAsync("/v1/senders", Token);
        using var same = await other.PostAsJsonAsync("/v1/senders", new { identifier = "shop", fromEmail = "other@example.com" }, Token);
        using var refused = await tester.GetAsync("/v1/senders", Token);

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.Created, HttpStatusCode.Forbidden],
            [made.StatusCode, read.StatusCode, changed.StatusCode, same.StatusCode, refused.StatusCode]);
        Assert.Equal(0, (await list.JsonAsync(Token)).GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task The_same_key_makes_one_sender()
    {
        using var caller = gateway.CallerWith(await gateway.NewKeyAsync("NORMAL", inNewEnvironment: true, Token));
        caller.DefaultRequestHeaders.Add("Idempotency-Key", gateway.NewName());
        var body = new { identifier = "shop", fromEmail = "shop@example.com" };

        using var first = await caller.PostAsJsonAsync("/v1/senders", body, Token);
        using var repeat = await caller.PostAsJsonAsync("/v1/senders", body, Token);

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Created], [first.StatusCode, repeat.StatusCode]);
        Assert.Equal(await first.Content.ReadAsStringAsync(Token), await repeat.Content.ReadAsStringAsync(Token));
    }
}
