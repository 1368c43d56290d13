using System.Net;
using Notify.LocalHosting.Dashboard;

namespace Notify.LocalHosting.Tests.Dashboard;

public sealed class DashboardTests : IAsyncLifetime
{
    private TestApplication? application;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private TestApplication Application => application ?? throw new InvalidOperationException("not started");

    private DashboardServer Server => Application.Get<DashboardServer>();

    public async ValueTask InitializeAsync()
    {
        application = await TestApplication.StartAsync(
            static builder =>
            {
                var secret = builder.AddParameter("pepper", "a-very-secret-value", secret: true);
                builder.AddExecutable("service", "sh", ".", "-c", "echo '<script>alert(1)</script>'; exec sleep 1000")
                    .WithEnvironment("PLAIN", "in the open")
                    .WithEnvironment("HIDDEN_IN_TEXT", $"x{secret}y")
                    .WithEnvironment("Some__Password", "hunter2");
            },
            withDashboard: true,
            args: "--AppHost:RandomizePorts=true");
        await application.States.WaitForResourceHealthyAsync("service", Cancellation);
    }

    [Fact]
    public async Task Without_the_token_pages_lead_to_the_login_and_the_api_is_closed()
    {
        using var client = Client(withToken: false);

        using var page = await client.GetAsync("/", Cancellation);
        using var api = await client.GetAsync("/api/status", Cancellation);
        using var wrong = await client.GetAsync("/login?t=guess", Cancellation);

        Assert.Equal((HttpStatusCode.Redirect, "/login"), (page.StatusCode, page.Headers.Location?.ToString()));
        Assert.Equal(HttpStatusCode.Unauthorized, api.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
    }

    [Fact]
    public async Task The_printed_link_logs_in_and_the_cookie_keeps_it_so()
    {
        using var client = Client(withToken: false);

        using var login = await client.GetAsync($"/login?t={Server.Token.Value}", Cancellation);
        var page = await client.GetStringAsync("/", Cancellation);

        Assert.Equal("/", login.Headers.Location?.ToString());
        Assert.Contains("HttpOnly", login.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("<a class=\"name\" href=\"/resources/service\">service</a>", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Details_show_the_environment_with_secrets_masked()
    {
        using var client = Client();

        var page = WebUtility.HtmlDecode(await client.GetStringAsync("/resources/service", Cancellation));

        Assert.Contains("in the open", page, StringComparison.Ordinal);
        Assert.Equal(2, page.Split("••••••••").Length - 1);
        Assert.DoesNotContain("very-secret", page, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_output_is_shown_as_text_whatever_is_in_it()
    {
        using var client = Client();

        await ReadFirstLineAsync(client); // the service was started only a moment ago
        var page = await client.GetStringAsync("/consolelogs/resource/service", Cancellation);
        var plain = await client.GetStringAsync("/api/resources/service/logs", Cancellation);

        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.Equal("<script>alert(1)</script>\n", plain);
    }

    [Fact]
    public async Task Console_output_streams()
    {
        using var client = Client();

        var line = await ReadFirstLineAsync(client);

        Assert.Equal("data: {\"n\":1,\"text\":\"\\u003Cscript\\u003Ealert(1)\\u003C/script\\u003E\",\"error\":false}", line);
    }

    [Fact]
    public async Task Commands_work_but_not_from_another_site()
    {
        using var client = Client(withToken: false);
        using var login = await client.GetAsync($"/login?t={Server.Token.Value}", Cancellation);
        using var foreign = new HttpRequestMessage(HttpMethod.Post, "/api/resources/service/stop") { Headers = { { "Origin", "http://evil.example" } } };

        using var refused = await client.SendAsync(foreign, Cancellation);
        using var done = await client.PostAsync("/api/resources/service/stop", content: null, Cancellation);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, done.StatusCode);
        await Application.WaitAsync("service", KnownResourceStates.Exited);
    }

    [Fact]
    public async Task The_api_says_at_once_that_something_has_failed_and_why()
    {
        using var client = Client();
        while (!(await client.GetStringAsync("/api/resources/service/logs", Cancellation)).Contains("alert(1)", StringComparison.Ordinal))
            await Task.Yield(); // its line may still be on the way

        using var stop = await client.PostAsync("/api/resources/service/stop", content: null, Cancellation);

        using var answer = await client.GetAsync("/api/wait", Cancellation);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(
            "Resource 'service' is Exited, exit code 143.\nLast 1 lines of its console:\n  <script>alert(1)</script>\n",
            await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Another_host_name_is_refused()
    {
        using var client = Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/status") { Headers = { Host = "evil.example" } };

        using var response = await client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        if (application is not null)
        {
            await application.DisposeAsync();
        }
    }

    private HttpClient Client(bool withToken = true)
    {
        var client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Server.Address };
        if (withToken)
        {
            client.DefaultRequestHeaders.Add("X-Notify-Token", Server.Token.Value);
        }

        return client;
    }

    private static async Task<string?> ReadFirstLineAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/resources/service/logs") { Headers = { { "Accept", "text/event-stream" } } };
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancellation));
        return await reader.ReadLineAsync(Cancellation);
    }
}
