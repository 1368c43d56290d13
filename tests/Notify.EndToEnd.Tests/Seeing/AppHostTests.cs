using System.Net.Http.Json;
using System.Text.Json;
using Aspire.Hosting.Testing;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Seeing;

/// <summary>The application model itself, as <c>./notify up</c> starts it, on servers of its own.</summary>
public sealed class AppHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_e_mail_sent_through_the_app_model_is_found_in_its_mailbox()
    {
        var state = Directory.CreateTempSubdirectory("notify-apphost-test-");
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.Notify_AppHost>(
            [$"--Parameters:api-key={Installation.BootstrapKey}", $"--AppHost:StateDirectory={state.FullName}"], Token);
        await using var app = await builder.BuildAsync(Token);
        await app.StartAsync(Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("gateway", Token).WaitAsync(TestLimits.Long, Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("dispatcher", Token).WaitAsync(TestLimits.Long, Token);
        using var api = new Api(app.GetEndpoint("gateway"), Installation.BootstrapKey);
        using var mailbox = app.CreateHttpClient("mailbox");

        var user = await api.AddSubscriberAsync();
        await api.WaitForStatusAsync(await api.SendAcceptedAsync(user, "email"), "delivered");

        var found = await mailbox.GetFromJsonAsync<JsonElement>($"/api/messages?to={user}@example.com", Token);
        Assert.Equal("Subject", Assert.Single(found.GetProperty("messages").EnumerateArray()).GetProperty("subject").GetString());
    }
}
