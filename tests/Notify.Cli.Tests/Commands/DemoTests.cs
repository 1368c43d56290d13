using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Notify.Cli.Processes;
using Notify.Cli.Tests.Support;

namespace Notify.Cli.Tests.Commands;

/// <summary>The demo, against a server that plays the gateway and the mailbox.</summary>
public sealed class DemoTests : IDisposable
{
    private const string Upserted = """{"data":{"upsertSubscriber":{"subscriber":{"id":"s-1"},"errors":null}}}""";
    private const string Accepted = """{"data":{"sendNotification":{"acceptedNotification":{"id":"n-1"},"errors":null}}}""";

    private readonly Desk _desk = new();

    public void Dispose() => _desk.Dispose();

    [Fact]
    public async Task Follows_an_email_from_the_mutation_to_the_mailbox()
    {
        var (code, url) = await RunAsync(Upserted, Accepted, Event("ACCEPTED", 1) + Event("SENT", 2));

        Assert.Equal(
            $"""
            1. The subscriber 'demo' with the address demo@example.com
            2. An e-mail to it
               accepted as n-1
            3. Its way, live
               2026-01-01T00:00:01Z  accepted
               2026-01-01T00:00:02Z  sent
            4. The mail: {url}/messages/17

            """,
            _desk.Errors);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Says_what_became_of_one_that_failed()
    {
        var (code, _) = await RunAsync(Upserted, Accepted, Event("FAILED", 1));

        Assert.EndsWith("notify: the e-mail is 'failed' after a minute. ./notify logs dispatcher says more.\n", _desk.Errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("""{"data":{"upsertSubscriber":{"subscriber":null,"errors":[{"message":"No."}]}}}""", """{"subscriber":null,"errors":[{"message":"No."}]}""")]
    [InlineData("""{"errors":[{"message":"No such field."}]}""", """{"errors":[{"message":"No such field."}]}""")]
    public async Task Says_what_the_gateway_refuses(string answer, string told)
    {
        var (code, _) = await RunAsync(answer, Accepted, "");

        Assert.EndsWith($"notify: the gateway answered: {told}\n", _desk.Errors, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Says_when_the_gateway_is_not_there()
    {
        await using var server = await StartAsync("", "", "");
        server.Status = """{"gateway":null,"resources":[]}""";

        Assert.Equal(1, await _desk.RunAsync("demo"));
        Assert.Equal("notify: the gateway is not running. ./notify status says more.\n", _desk.Errors);
    }

    private static string Event(string status, int second)
    {
        var change = JsonSerializer.Serialize(new { data = new { notificationStatusChanged = new { status, occurredAt = $"2026-01-01T00:00:0{second}Z" } } });
        return $"event: next\ndata: {change}\n\n";
    }

    private async Task<(int Code, string Url)> RunAsync(string upsert, string send, string events)
    {
        await using var server = await StartAsync(upsert, send, events);
        return (await _desk.RunAsync("demo"), server.Url);
    }

    private async Task<ControlServer> StartAsync(string upsert, string send, string events)
    {
        var server = await ControlServer.StartAsync(app =>
        {
            app.MapPost("/graphql", async context =>
            {
                using var asked = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: TestLimits.Token);
                var (query, variables) = (asked.RootElement.GetProperty("query").GetString() ?? "", asked.RootElement.GetProperty("variables"));
                Assert.Equal("Bearer key-1", context.Request.Headers.Authorization);
                if (query.StartsWith("subscription", StringComparison.Ordinal))
                    context.Response.ContentType = "text/event-stream";
                await context.Response.WriteAsync(
                    query.Contains("upsertSubscriber", StringComparison.Ordinal) && variables.GetProperty("input").GetProperty("email").GetString() == "demo@example.com" ? upsert
                    : query.Contains("sendNotification", StringComparison.Ordinal) && variables.GetProperty("input").GetProperty("channel").GetString() == "email" ? send
                    : variables.GetProperty("id").GetString() == "n-1" ? events
                    : "{}");
            });
            app.MapGet("/api/messages", static context => context.Response.WriteAsync(
                context.Request.Query["to"] == "demo@example.com" ? """{"messages":[{"id":17},{"id":16}]}""" : """{"messages":[]}"""));
        });
        await _desk.WriteAppHostAsync(Environment.ProcessId, ProcessStart.Of(Environment.ProcessId)!, server.Url);
        return server;
    }
}
