using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

/// <summary>
/// Every route of the API description, called with another environment's key. A new route fails here until somebody says what is
/// another's in it.
/// </summary>
public sealed class IsolationTests(SharedInstallation shared) : IAsyncLifetime
{
    private const string User = "isolated-alice";

    /// <summary>Routes that name nobody's id. They answer for the caller's own environment, so nothing of another's may be in the answer.</summary>
    private static readonly string[] WithoutId =
    [
        "post /v1/notifications", "post /v1/notifications/batch", "get /v1/notifications", "get /v1/notifications/failed",
        "get /v1/integrations", "post /v1/integrations", "get /v1/api-keys", "post /v1/api-keys",
        "get /v1/guest-list", "put /v1/guest-list", "get /v1/plugins", "get /v1/suppressions", "get /v1/senders", "post /v1/senders",
        "get /v1/environments", "post /v1/environments", // the project's, which both share
        "post /v1/testing/clock", // the installation's, in tests only
    ];

    private static readonly string[] Guests = ["isolated-guest@example.com"];

    private readonly Installation notify = shared.Value;
    private readonly Dictionary<string, string> owned = []; // the beginning of a path to an id of the owner's
    private Api owner = null!; // made before each test
    private Api stranger = null!; // made before each test

    public async ValueTask InitializeAsync()
    {
        (owner, stranger) = (await notify.CreateEnvironmentAsync(), await notify.CreateEnvironmentAsync());
        await owner.AddSubscriberAsync(User);
        owned["/v1/subscribers/"] = User;
        owned["/v1/notifications/jobs/"] = (await owner.PostAsync("/v1/notifications/batch", new { recipients = new[] { new { userId = User, channel = "sms" } }, body = "x" })).Text("jobId");
        owned["/v1/notifications/"] = await owner.SendAcceptedAsync(User);
        owned["/v1/integrations/"] = (await owner.GetAsync("/v1/integrations")).Body.GetProperty("data")[0].GetProperty("id").GetString()!;
        owned["/v1/api-keys/"] = (await owner.PostAsync("/v1/api-keys", new { name = "mine", type = "NORMAL" })).Text("id");
        owned["/v1/senders/"] = "isolated-sender";
        Assert.Equal(201, (await owner.PostAsync("/v1/senders", new { identifier = "isolated-sender", displayName = "Mine", fromEmail = "mine@example.com" })).Status);
        owned["/v1/suppressions/"] = "isolated-channel";
        Assert.Equal(204, (await owner.PutAsync("/v1/suppressions/isolated-channel/%7Baddress%7D", new { })).Status); // the address that the route is tried with
        await owner.PutAsync("/v1/guest-list", new { addresses = Guests });
    }

    public ValueTask DisposeAsync()
    {
        owner.Dispose();
        stranger.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Every_described_route_is_either_known_to_name_no_id_or_tried_with_anothers()
    {
        var operations = await OperationsAsync();

        Assert.Equal(WithoutId.Order(StringComparer.Ordinal), operations.Where(static operation => !operation.Path.Contains('{', StringComparison.Ordinal)).Select(static o => $"{o.Method} {o.Path}").Order(StringComparer.Ordinal));
        Assert.All(operations.Where(static operation => operation.Path.Contains('{', StringComparison.Ordinal)), operation => Assert.Contains(owned.Keys, operation.Path.StartsWith));
    }

    [Fact]
    public async Task Anothers_id_does_not_exist_and_nothing_happens_to_it()
    {
        foreach (var (method, path) in (await OperationsAsync()).Where(static operation => operation.Path.Contains('{', StringComparison.Ordinal)))
        {
            var foreign = WithId(path);
            if ((method, path) is ("put", "/v1/subscribers/{id}") or ("put", "/v1/suppressions/{channel}/{address}"))
            {
                continue; // makes the caller's own of that name; seen below
            }

            var answer = await stranger.SendAsync(new(method.ToUpperInvariant()), foreign, method is not "patch" ? null : path.StartsWith("/v1/senders/", StringComparison.Ordinal) ? """{"displayName":"stolen"}""" : """{"name":"stolen"}""", null);
            Assert.True(answer is { Status: 404, Code: "not-found" }, $"{method} {foreign}: {answer}");
        }

        Assert.Equal(201, (await stranger.PutAsync($"/v1/subscribers/{User}", new { email = "stranger@example.com" })).Status);
        Assert.Equal($"{User}@example.com", (await owner.GetAsync($"/v1/subscribers/{User}")).Text("email"));
        Assert.NotEqual("stolen", (await owner.GetAsync($"/v1/integrations/{owned["/v1/integrations/"]}")).Text("name"));
        Assert.Single((await owner.GetAsync("/v1/suppressions")).Body.GetProperty("data").EnumerateArray());
        await owner.WaitForStatusAsync(owned["/v1/notifications/"], "delivered");
    }

    [Fact]
    public async Task No_list_shows_anything_of_anothers()
    {
        foreach (var (_, path) in (await OperationsAsync()).Where(static operation => operation.Method == "get" && !operation.Path.Contains('{', StringComparison.Ordinal)))
        {
            var answer = await stranger.GetAsync(path);

            Assert.Equal(200, answer.Status);
            Assert.All([.. owned.Values, "isolated-guest"], id => Assert.DoesNotContain(id, answer.Body.GetRawText(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_send_reaches_no_subscriber_of_anothers() =>
        Assert.Equal((404, "not-found"), Refusal(await stranger.PostAsync("/v1/notifications", new { userId = User, channel = "sms", body = "x" })));

    [Theory]
    [InlineData(null)]
    [InlineData("ntfy_nobodys")]
    public async Task Without_a_known_key_every_route_is_401(string? key)
    {
        using var nobody = new Api(notify.Gateway(), key ?? "");

        foreach (var (method, path) in await OperationsAsync())
        {
            var answer = await nobody.SendAsync(new(method.ToUpperInvariant()), WithId(path), method is "get" or "delete" ? null : "{}", null);
            Assert.True(answer is { Status: 401, Code: "unauthorized" }, $"{method} {path}: {answer}");
        }
    }

    private static (int, string?) Refusal(Api.Answer answer) => (answer.Status, answer.Code);

    private string WithId(string path)
    {
        var (begin, id) = owned.Where(pair => path.StartsWith(pair.Key, StringComparison.Ordinal)).OrderByDescending(static pair => pair.Key.Length).FirstOrDefault(new KeyValuePair<string, string>("", ""));
        var parameter = path.IndexOf('{', StringComparison.Ordinal);
        return parameter < 0 ? path : string.Concat(begin, id, path.AsSpan(path.IndexOf('}', StringComparison.Ordinal) + 1));
    }

    private async Task<List<(string Method, string Path)>> OperationsAsync() =>
        (from path in (await stranger.GetAsync("/openapi/v1.json")).Body.GetProperty("paths").EnumerateObject()
         where !path.Name.StartsWith("/v1/callbacks/", StringComparison.Ordinal) // answers by the provider's signature, not by key: tried with wrong ones by MailProviderTests
         from operation in path.Value.EnumerateObject()
         where operation.Value.ValueKind == JsonValueKind.Object && operation.Value.TryGetProperty("responses", out _)
         select (operation.Name, path.Name)).ToList();
}
