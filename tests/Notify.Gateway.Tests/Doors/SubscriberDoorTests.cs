using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;

namespace Notify.Gateway.Tests.Doors;

public sealed partial class SubscriberDoorTests(RunningGateway gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_subscriber_is_made_replaced_read_and_deleted()
    {
        using var caller = gateway.Caller();
        var path = "/v1/subscribers/" + gateway.NewName();

        using var made = await caller.PutAsJsonAsync(path, new { name = "Zoë", email = "zoe@example.com", data = new { plan = "gold" }, channels = new { telegram = "42" } }, Token);
        using var replaced = await caller.PutAsJsonAsync(path, new { phone = "+4915112345678" }, Token);
        using var read = await caller.GetAsync(path, Token);
        using var deleted = await caller.DeleteAsync(path, Token);
        using var gone = await caller.GetAsync(path, Token);
        using var goneAgain = await caller.DeleteAsync(path, Token);

        Assert.Equal(
            [HttpStatusCode.Created, HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.NoContent, HttpStatusCode.NotFound, HttpStatusCode.NotFound],
            new[] { made, replaced, read, deleted, gone, goneAgain }.Select(static response => response.StatusCode));
        var answer = await read.JsonAsync(Token);
        Assert.Equal(["createdAt", "endpoints", "id", "phone", "updatedAt"], answer.EnumerateObject().Select(static member => member.Name).Order(StringComparer.Ordinal));
        Assert.Matches(UtcMilliseconds(), answer.GetProperty("createdAt").GetString());
        Assert.Equal("not-found", await gone.ProblemCodeAsync(Token));
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    [InlineData("100%")]
    [InlineData("日本語😀")]
    [InlineData("alice@example.com")]
    [InlineData("'--")]
    [InlineData("x?y#z&w=1+2")]
    public async Task An_id_comes_back_as_it_was_sent(string id)
    {
        using var caller = gateway.Caller();
        var path = "/v1/subscribers/" + Uri.EscapeDataString(id);

        using var stored = await caller.PutAsJsonAsync(path, new { }, Token);
        using var read = await caller.GetAsync(path, Token);

        Assert.True(stored.IsSuccessStatusCode);
        Assert.Equal(id, (await read.JsonAsync(Token)).GetProperty("id").GetString());
    }

    [Fact]
    public async Task Every_field_at_fault_is_told_at_once()
    {
        using var caller = gateway.Caller();

        using var response = await caller.PutAsJsonAsync(
            "/v1/subscribers/alice", new { email = "x\r\nBcc: y@example.com", phone = "12", timeZone = "Mars/Base", webhookUrl = "file:///etc/passwd" }, Token);

        Assert.Equal(["/email", "/phone", "/webhookUrl", "/timeZone"], await response.FieldsAtFaultAsync(Token));
    }

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex UtcMilliseconds();
}
