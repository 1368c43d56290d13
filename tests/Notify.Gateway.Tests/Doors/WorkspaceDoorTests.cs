using System.Net;
using System.Net.Http.Json;

namespace Notify.Gateway.Tests.Doors;

public sealed class WorkspaceDoorTests(RunningGateway gateway)
{
    private static readonly string[] TwoGuests = ["Alice@Example.com", "+4915112345678"];
    private static readonly string[] OneGuest = ["bob@example.com"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_key_is_shown_once_listed_without_and_refused_after_it_was_revoked()
    {
        using var caller = gateway.CallerWith(await gateway.NewKeyAsync("NORMAL", inNewEnvironment: true, Token));

        using var made = await caller.PostAsJsonAsync("/v1/api-keys", new { name = "ci", type = "TEST" }, Token);
        var answer = await made.JsonAsync(Token);
        using var list = await caller.GetAsync("/v1/api-keys", Token);
        var listed = await list.JsonAsync(Token);
        using var revoked = await caller.DeleteAsync("/v1/api-keys/" + answer.GetProperty("id").GetString(), Token);
        using var former = gateway.CallerWith(answer.GetProperty("key").GetString() ?? "");
        using var refused = await former.GetAsync("/v1/subscribers/alice", Token);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal(2, listed.GetProperty("data").GetArrayLength());
        Assert.All(listed.GetProperty("data").EnumerateArray(), static key => Assert.False(key.TryGetProperty("key", out _)));
        Assert.Equal(HttpStatusCode.NoContent, revoked.StatusCode);
        Assert.Equal("unauthorized", await refused.ProblemCodeAsync(Token));
    }

    [Fact]
    public async Task A_key_type_that_is_none_is_refused()
    {
        using var caller = gateway.Caller();
        using var response = await caller.PostAsJsonAsync("/v1/api-keys", new { name = "x", type = "ROOT" }, Token);

        Assert.Equal(["/type"], await response.FieldsAtFaultAsync(Token));
    }

    [Fact]
    public async Task A_guest_list_is_replaced_whole()
    {
        using var caller = gateway.CallerWith(await gateway.NewKeyAsync("NORMAL", inNewEnvironment: true, Token));

        using var first = await caller.PutAsJsonAsync("/v1/guest-list", new { addresses = TwoGuests }, Token);
        using var second = await caller.PutAsJsonAsync("/v1/guest-list", new { addresses = OneGuest }, Token);
        using var read = await caller.GetAsync("/v1/guest-list", Token);
        using var missing = await caller.PutAsJsonAsync("/v1/guest-list", new { }, Token);

        Assert.Equal("""{"addresses":["alice@example.com","+4915112345678"]}""", await first.Content.ReadAsStringAsync(Token));
        Assert.Equal("""{"addresses":["bob@example.com"]}""", await read.Content.ReadAsStringAsync(Token));
        Assert.Equal(["/addresses"], await missing.FieldsAtFaultAsync(Token));
    }

    [Fact]
    public async Task An_environment_name_is_taken_once()
    {
        using var caller = gateway.Caller();
        var name = gateway.NewName();

        using var made = await caller.PostAsJsonAsync("/v1/environments", new { name }, Token);
        using var again = await caller.PostAsJsonAsync("/v1/environments", new { name }, Token);

        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
        Assert.Equal("already-exists", await again.ProblemCodeAsync(Token));
    }
}
