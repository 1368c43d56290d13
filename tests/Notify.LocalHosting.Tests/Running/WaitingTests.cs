namespace Notify.LocalHosting.Tests.Running;

public sealed class WaitingTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_resource_starts_only_after_the_one_it_waits_for_is_ready()
    {
        var isReady = new TaskCompletionSource();
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var first = builder.AddExecutable("first", "sleep", ".", "1000").OnResourceReady((_, _, cancellationToken) => isReady.Task.WaitAsync(cancellationToken));
            builder.AddExecutable("second", "sleep", ".", "1000").WaitFor(first);
        });
        await application.WaitAsync("first", KnownResourceStates.Running);

        await application.WaitAsync("second", KnownResourceStates.Waiting);
        isReady.SetResult();

        await application.States.WaitForResourceHealthyAsync("second", Cancellation);
    }

    [Fact]
    public async Task A_resource_that_waits_for_completion_starts_after_the_other_has_ended_well()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var migration = builder.AddExecutable("migration", "true", ".");
            builder.AddExecutable("service", "sleep", ".", "1000").WaitForCompletion(migration);
        });

        await application.States.WaitForResourceHealthyAsync("service", Cancellation);

        Assert.Equal(0, (await application.WaitAsync("migration", KnownResourceStates.Finished)).ExitCode);
    }

    [Fact]
    public async Task A_resource_is_not_started_when_what_it_waits_for_ends_badly()
    {
        await using var application = await TestApplication.StartAsync(builder =>
        {
            var migration = builder.AddExecutable("migration", "sh", ".", "-c", "echo no such table; exit 3");
            builder.AddExecutable("service", "sleep", ".", "1000").WaitForCompletion(migration);
        });

        var service = await application.WaitAsync("service", KnownResourceStates.FailedToStart);

        Assert.StartsWith("'service' was not started because it waits for 'migration'. Resource 'migration' is Exited, exit code 3.", service.Reason, StringComparison.Ordinal);
        Assert.Contains("no such table", service.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_can_wait_for_itself()
    {
        await using var application = await TestApplication.StartAsync(static builder =>
        {
            var alone = builder.AddExecutable("alone", "true", ".");

            var refusal = Assert.Throws<DistributedApplicationException>(() => alone.WaitFor(alone));

            Assert.Equal("'alone' cannot wait for itself.", refusal.Message);
        });
    }

    [Fact]
    public async Task A_wait_that_ends_says_how_things_stand()
    {
        await using var application = await TestApplication.StartAsync(static builder =>
            builder.AddExecutable("service", "sh", ".", "-c", "echo still thinking; exec sleep 1000").WithHttpEndpoint().WithHttpHealthCheck("/"));
        await Eventually.HoldsAsync(() => application.Get<ResourceLoggerService>().LastLines("service", 1) is ["still thinking"], "the service speaks");
        using var patience = new CancellationTokenSource();
        var wait = application.States.WaitForResourceHealthyAsync("service", patience.Token);

        await application.States.WaitForResourceAsync("service", static e => e.Snapshot.Reason is not null, Cancellation);
        await patience.CancelAsync();

        var ended = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => wait);
        Assert.Contains("Resource 'service' is Running, Unhealthy. Health check service_http_/_200_check: ", ended.Message, StringComparison.Ordinal);
        Assert.Contains("still thinking", ended.Message, StringComparison.Ordinal);
    }
}
