using System.Diagnostics;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Seeing;

/// <summary>One notification is one trace, from the caller's request to the provider; and nothing told of it names a person.</summary>
public sealed class TracingTests(SharedInstallation shared) : IAsyncLifetime
{
    private const string Phone = "+4915112345678"; // every subscriber's in the rig
    private Installation notify = null!; // made before each test
    private OtlpCollector collector = null!; // made before each test

    public async ValueTask InitializeAsync()
    {
        collector = await OtlpCollector.StartAsync(TestContext.Current.CancellationToken);
        notify = await Installation.StartAsync(shared.Servers, collector.Settings);
    }

    public async ValueTask DisposeAsync()
    {
        await notify.DisposeAsync();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task One_trace_leads_from_the_request_through_outbox_and_broker_to_the_plugins_call()
    {
        using var api = await notify.CreateEnvironmentAsync();
        var user = await api.AddSubscriberAsync();
        var text = $"secret words for {user}";
        notify.Provider.When($"{text} refused", "reject");

        string trace;
        using (var caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C))
        {
            caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
            caller.Start(); // from here on the client sends its traceparent
            trace = caller.TraceId.ToHexString();
            await api.WaitForStatusAsync(await api.SendAcceptedAsync(user, priority: "high", body: text), "delivered");
        }

        await api.WaitForStatusAsync(await api.SendAcceptedAsync(user, body: $"{text} refused"), "failed");
        await api.WaitForStatusAsync(await api.SendAcceptedAsync(user, "email", body: $"{text} by mail"), "delivered");

        var message = Assert.Single(notify.Provider.Messages, message => message.Text == text);
        Assert.Equal((trace, trace), (message.TraceParent?.Split('-')[1], message.TraceHeader.Split('-').ElementAtOrDefault(1)));
        var request = await SpanAsync(trace, "Notify.Gateway", static span => span.Name.TrimEnd('/') == "POST /v1/notifications");
        await SpanAsync(trace, "Notify.Dispatcher", static span => span.Name == "plan");
        var send = await SpanAsync(trace, "Notify.Dispatcher", static span => span.Name == "send sms");
        await SpanAsync(trace, "Notify.Dispatcher", span => span.Source == "System.Net.Http" && span.ParentId == send.Id);
        Assert.Equal(request.Id, send.ParentId);

        var point = await Eventually.GetAsync(
            () => Task.FromResult(collector.Points.FirstOrDefault(static point => point.Name == "notify.delivery.queued_to_accepted" && point.Attributes.GetValueOrDefault("notify.priority") == "high")),
            static point => point is not null);
        Assert.Equal(("s", "sms"), (point?.Unit, point?.Attributes["notify.channel"]));

        await Eventually.TrueAsync(() => Task.FromResult(collector.Has("logs")));
        Assert.All([Phone, $"{user}@example.com", text], personal => Assert.DoesNotContain(personal, collector.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_trace_leads_from_a_mutation_through_outbox_broker_and_plugin_to_the_mail_server()
    {
        using var api = await notify.CreateEnvironmentAsync();
        var user = await api.AddSubscriberAsync();

        string trace;
        using (var caller = new Activity("caller").SetIdFormat(ActivityIdFormat.W3C))
        {
            caller.ActivityTraceFlags = ActivityTraceFlags.Recorded;
            caller.Start(); // from here on the client sends its traceparent
            trace = caller.TraceId.ToHexString();
            await api.QueryAsync(
                "mutation Tell($input: SendNotificationInput!) { sendNotification(input: $input) { errors { __typename } } }",
                new { input = new { userId = user, channel = "email", subject = "Subject", body = "Hello" } });
        }

        await SpanAsync(trace, "Notify.Gateway", static span => span.Source == "Notify.GraphQL" && span.Name == "mutation");
        var publish = await SpanAsync(trace, "Notify.Gateway", static span => span.Name == "publish notify.plan");
        await SpanAsync(trace, "Notify.Gateway", span => span.Source == "RabbitMQ.Client.Publisher" && span.ParentId == publish.Id);
        await SpanAsync(trace, "Notify.Dispatcher", static span => span.Name == "plan");
        var send = await SpanAsync(trace, "Notify.Dispatcher", static span => span.Name == "send email");
        await SpanAsync(trace, "Notify.Dispatcher", span => span.Source == "Notify.Channels.Smtp" && span.ParentId == send.Id);
    }

    private async Task<OtlpCollector.Span> SpanAsync(string trace, string service, Func<OtlpCollector.Span, bool> isIt) =>
        (await Eventually.GetAsync(
            () => Task.FromResult(collector.Spans.Where(span => span.TraceId == trace).ToList()),
            spans => spans.Exists(span => span.Service == service && isIt(span)))).First(span => span.Service == service && isIt(span));
}
