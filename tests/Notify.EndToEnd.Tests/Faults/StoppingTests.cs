using Notify.EndToEnd.Tests.Rig;
using Notify.Postgres;
using Xunit;

namespace Notify.EndToEnd.Tests.Faults;

/// <summary>
/// What a service does between SIGTERM and its end, which comes by itself, whatever providers and callers do: Aspire kills what has not ended six
/// seconds later, and a killed process has another exit code.
/// </summary>
public sealed class StoppingTests(SharedInstallation shared) : IAsyncLifetime
{
    private Installation? installation;

    private Installation Notify => installation ?? throw new InvalidOperationException("The installation is not started.");

    public async ValueTask InitializeAsync() => installation = await Installation.StartAsync(
        shared.Servers, ("Notify__Dispatch__AttemptTimeoutSeconds", "60"), ("Notify__Dispatch__ClaimLeaseSeconds", "300")); // no lease runs out here

    public ValueTask DisposeAsync() => installation?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_stopping_dispatcher_records_what_is_answered_in_time_and_as_ambiguous_what_is_not()
    {
        using var api = await Notify.CreateEnvironmentAsync();
        var user = await api.AddSubscriberAsync();
        Notify.Provider.When("prompt", _ => new("accept", Gate: Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, TestContext.Current.CancellationToken)));
        Notify.Provider.When("never", "hang");
        Notify.Provider.When("stubborn", "deaf");
        var prompt = await api.SendAcceptedAsync(user, body: "prompt");
        var never = await api.SendAcceptedAsync(user, body: "never");
        var stubborn = await api.SendAcceptedAsync(user, body: "stubborn");
        await Eventually.TrueAsync(() => Task.FromResult(Notify.Provider.Messages.Count == 3));

        await Notify.StopAsync(Installation.DispatcherName);

        Assert.Equal(0, Notify.ExitCodeOf(Installation.DispatcherName));
        Assert.Equal("1 ", await FirstAttemptAsync(prompt));
        Assert.Equal("7 dispatcher-stopped", await FirstAttemptAsync(never));
        Assert.Equal("7 dispatcher-stopped", await FirstAttemptAsync(stubborn));

        Notify.Provider.When("never", "accept");
        Notify.Provider.When("stubborn", "accept");
        await Notify.StartAsync(Installation.DispatcherName);
        await Notify.AdvanceClockAsync(TimeSpan.FromHours(1)); // past the pause before the second attempt
        await api.WaitForStatusAsync(never, "delivered");
        await api.WaitForStatusAsync(stubborn, "delivered");
        Assert.Single(Notify.Provider.MessagesLike("prompt"));
    }

    [Fact]
    public async Task A_stopping_gateway_closes_streams_in_order_and_is_gone_in_time()
    {
        using var api = await Notify.CreateEnvironmentAsync();
        using var client = new HttpClient { BaseAddress = Notify.Gateway() };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent("""{"query":"subscription { notificationStatusChanged { cursor } }"}""", System.Text.Encoding.UTF8, "application/json"),
        };
        request.Headers.Accept.ParseAdd("text/event-stream");
        request.Headers.Authorization = new("Bearer", api.Key);
        using var stream = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        var rest = stream.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        await Notify.StopAsync(Installation.GatewayName);

        Assert.Equal(0, Notify.ExitCodeOf(Installation.GatewayName));
        Assert.Equal(200, (int)stream.StatusCode);
        Assert.NotNull(await rest); // a stream that is cut off throws
    }

    private async Task<string?> FirstAttemptAsync(string notification)
    {
        await using var command = Notify.Database.Statement(
            """
            SELECT concat(a.outcome, ' ', a.code) FROM delivery.attempts a JOIN delivery.delivery_notifications l ON l.delivery_id = a.delivery_id
            WHERE l.notification_id = $1 AND a.number = 1
            """, Guid.Parse(notification));
        return (string?)await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
