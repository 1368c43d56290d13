using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Notify.LocalHosting.Tests.Running;

public sealed class FailureTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_taken_port_fails_the_resource_and_names_the_port()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        await using var application = await TestApplication.StartAsync(builder =>
            builder.AddExecutable("service", "sleep", ".", "1000").WithHttpEndpoint(port: port));
        var service = await application.WaitAsync("service", KnownResourceStates.FailedToStart);

        Assert.Equal(
            string.Create(CultureInfo.InvariantCulture, $"Port {port} for endpoint 'http' of 'service' is taken by another program. Stop that program (find it with: ss -ltnp 'sport = :{port}'), or give the endpoint another port."),
            service.Reason);
    }

    [Fact]
    public async Task A_missing_program_fails_the_resource_and_names_the_program()
    {
        await using var application = await TestApplication.StartAsync(static builder => builder.AddExecutable("service", "no-such-program", "."));

        var service = await application.WaitAsync("service", KnownResourceStates.FailedToStart);

        Assert.Equal("'service' needs the program 'no-such-program', which is not on the PATH. Install it, or give its full path.", service.Reason);
    }

    [Fact]
    public async Task A_crashed_resource_shows_its_last_20_lines()
    {
        await using var application = await TestApplication.StartAsync(static builder =>
            builder.AddExecutable("service", "sh", ".", "-c", "for i in $(seq 30); do echo line $i; done; exit 7"));

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(() => WaitForDeathAsync(application));

        Assert.Contains("Resource 'service' is Exited, exit code 7.", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith("Last 20 lines of its console:\n  " + string.Join("\n  ", Enumerable.Range(11, 20).Select(static i => $"line {i}")), failure.Message, StringComparison.Ordinal);

        static async Task WaitForDeathAsync(TestApplication application)
        {
            await application.WaitAsync("service", KnownResourceStates.Exited);
            await application.States.WaitForResourceHealthyAsync("service", Cancellation);
        }
    }

    [Fact]
    public async Task A_health_check_that_gets_another_answer_says_which()
    {
        using var server = new HttpListener();
        await using var application = await TestApplication.StartAsync(static builder =>
            builder.AddExecutable("service", "sleep", ".", "1000").WithHttpEndpoint().WithHttpHealthCheck("/health/ready"));
        var service = await application.WaitAsync("service", KnownResourceStates.Running);
        server.Prefixes.Add(service.Urls[0].Url + "/");
        server.Start();
        var answer = server.GetContextAsync();
        var context = await answer.WaitAsync(Cancellation);
        context.Response.StatusCode = 503;
        context.Response.Close();

        var unwell = await application.States.WaitForResourceAsync(
            "service", static e => e.Snapshot.Reason?.Contains("503", StringComparison.Ordinal) == true, Cancellation);

        Assert.EndsWith("/health/ready answered 503 instead of 200.", unwell.Snapshot.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_name_is_refused_with_the_rule()
    {
        var refusal = Assert.Throws<ArgumentException>(static () => new ExecutableResource("no--good", "true", "."));

        Assert.StartsWith("Resource name 'no--good' is not valid: use 1 to 64 ASCII letters, digits and single hyphens", refusal.Message, StringComparison.Ordinal);
    }
}
