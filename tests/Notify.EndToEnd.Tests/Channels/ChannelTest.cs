using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>The tests of channels share one installation.</summary>
[CollectionDefinition(Name)]
public sealed class ChannelsCollection : ICollectionFixture<ChannelsInstallation>
{
    public const string Name = "channels";
}

/// <summary>A test with an environment of its own.</summary>
[Collection(ChannelsCollection.Name)]
public abstract class ChannelTest(ChannelsInstallation installation) : IAsyncLifetime
{
    private const string StoryQuery =
        "query($id: ID!) { notification(id: $id) { status reason deliveries { channel status reason attemptCount segments simulated providerMessageId integration { identifier } } } }";

    private Api? api;

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected ChannelsInstallation Channels { get; } = installation;

    private protected Api Api => api ?? throw new InvalidOperationException("The environment is made before each test.");

    /// <inheritdoc/>
    public virtual async ValueTask InitializeAsync() => api = await Channels.Value.CreateEnvironmentAsync();

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        api?.Dispose();
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    /// <summary>Adds an account whose credentials were tried live.</summary>
    private protected async Task<JsonElement> AddIntegrationAsync(string provider, object settings, object? limits = null, string? identifier = null, bool check = true)
    {
        var answer = await Api.PostAsync("/v1/integrations", new { provider, identifier, settings, check, limits, primary = true });
        Assert.True(answer.Status == 201, answer.ToString());
        return answer.Body;
    }

    private protected async Task<string> AddSubscriberAsync(object profile)
    {
        var id = $"user-{Guid.CreateVersion7():N}";
        var answer = await Api.PutAsync($"/v1/subscribers/{id}", profile);
        Assert.True(answer.Status == 201, answer.ToString());
        return id;
    }

    private protected async Task<string> SendAsync(string userId, string channel, object? overrides = null, string subject = "Subject", string body = "Hello", string priority = "normal")
    {
        var answer = await Api.PostAsync("/v1/notifications", new { userId, channel, subject, body, priority, overrides });
        Assert.True(answer.Status == 202, answer.ToString());
        return answer.Text("notificationId");
    }

    /// <summary>Waits until a notification has a status, and reads its deliveries.</summary>
    private protected async Task<JsonElement> WaitAsync(string notificationId, params string[] statuses)
    {
        var global = Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"Notification:{notificationId}"));
        var (last, errors) = (default(JsonElement), "");
        try
        {
            return await Eventually.GetAsync(
                async () =>
                {
                    var answer = await Api.PostAsync("/graphql", new { query = StoryQuery, variables = new { id = global } });
                    errors = answer.ToString();
                    last = answer.Body.GetProperty("data").GetProperty("notification");
                    return last;
                },
                story => statuses.Contains(story.GetProperty("status").GetString()));
        }
        catch (Exception exception) when (exception is KeyNotFoundException or InvalidOperationException)
        {
            Assert.Fail(errors);
            return last;
        }
    }

    private protected static List<string?> Texts(JsonElement story, string member) =>
        [.. story.GetProperty("deliveries").EnumerateArray().Select(delivery => delivery.GetProperty(member).GetString()).Order(StringComparer.Ordinal)];
}
