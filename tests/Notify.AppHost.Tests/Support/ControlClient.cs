using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Notify.AppHost.Tests.Support;

/// <summary>Asks a running application through its control endpoint, as the command line does.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly HttpClient client;

    private ControlClient(HttpClient client) => this.client = client;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Waits until an application says in its state folder where it is.</summary>
    public static async Task<ControlClient> OfAsync(string stateFolder)
    {
        var file = Path.Combine(stateFolder, "apphost.json");
        await Eventually.HoldsAsync(() => File.Exists(file), "the AppHost has started");
        using var where = JsonDocument.Parse(await File.ReadAllTextAsync(file, Cancellation));
        var client = new HttpClient { BaseAddress = new Uri(where.RootElement.GetProperty("control").GetString()!) }; // always there
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", where.RootElement.GetProperty("token").GetString());
        return new(client);
    }

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(path, Cancellation);

    public Task<string> TextAsync(string path) => client.GetStringAsync(path, Cancellation);

    public Task<JsonElement> StatusAsync() => client.GetFromJsonAsync<JsonElement>("/status", Cancellation);

    public async Task<JsonElement> ResourceAsync(string name) =>
        (await StatusAsync()).GetProperty("resources").EnumerateArray().Single(resource => resource.GetProperty("name").GetString() == name);

    public async Task<(int Status, string Text)> CommandAsync(string resource, string command)
    {
        using var answer = await client.PostAsync($"/resources/{resource}/commands/{command}", content: null, Cancellation);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Waits until everything is well.</summary>
    public async Task WaitAsync()
    {
        using var answer = await GetAsync("/wait?seconds=100");
        Assert.Equal("All resources are healthy.\n", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    public HttpClient Without(string header)
    {
        var other = new HttpClient { BaseAddress = client.BaseAddress };
        other.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", header);
        return other;
    }

    public void Dispose() => client.Dispose();
}
