using Notify.LocalHosting.Processes;

namespace Notify.LocalHosting.Tests.Running;

public sealed class CommandTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Stop_ends_the_process_and_start_brings_a_new_one()
    {
        await using var application = await TestApplication.StartAsync(static builder => builder.AddExecutable("service", "sleep", ".", "1000"));
        await application.States.WaitForResourceHealthyAsync("service", Cancellation);
        var first = ProcessIdentity.Find(application.ProcessId("service"))!;

        await CommandAsync(application, "stop");
        Assert.False(first.IsAlive());
        Assert.Equal(KnownResourceStates.Exited, (await application.WaitAsync("service", KnownResourceStates.Exited)).State?.Text);

        await CommandAsync(application, "start");
        await application.States.WaitForResourceHealthyAsync("service", Cancellation);
        Assert.NotEqual(first.Id, application.ProcessId("service"));
    }

    [Fact]
    public async Task Restart_keeps_the_address()
    {
        await using var application = await TestApplication.StartAsync(static builder => builder.AddExecutable("service", "sleep", ".", "1000").WithHttpEndpoint());
        var before = (await application.WaitAsync("service", KnownResourceStates.Running)).Urls;
        var id = application.ProcessId("service");

        await CommandAsync(application, "restart");
        var after = await application.States.WaitForResourceAsync("service", e => e.Snapshot.ProcessId is { } now && now != id, Cancellation);

        Assert.Equal(before[0].Url, after.Snapshot.Urls[0].Url);
    }

    [Fact]
    public async Task A_process_that_ignores_the_polite_signal_is_killed_with_all_it_started()
    {
        await using var application = await TestApplication.StartAsync(static builder =>
            builder.AddExecutable("stubborn", "sh", ".", "-c", "trap '' TERM; sleep 1000 & echo ready; while :; do wait; done"));
        await Eventually.HoldsAsync(() => application.Get<ResourceLoggerService>().LastLines("stubborn", 1) is ["ready"], "it is ready");
        var tree = ProcessTree.Of(ProcessIdentity.Find(application.ProcessId("stubborn"))!);

        await application.App.ResourceCommands.ExecuteCommandAsync("stubborn", "stop", Cancellation);

        Assert.Equal(2, tree.Count);
        Assert.DoesNotContain(tree, static process => process.IsAlive());
    }

    [Fact]
    public async Task An_unknown_resource_or_command_is_a_failure_with_a_reason()
    {
        await using var application = await TestApplication.StartAsync(static builder => builder.AddExecutable("service", "sleep", ".", "1000"));

        var resource = await application.App.ResourceCommands.ExecuteCommandAsync("servce", "stop", Cancellation);
        var command = await application.App.ResourceCommands.ExecuteCommandAsync("service", "explode", Cancellation);

        Assert.Equal((false, "There is no resource 'servce'. There are: service."), (resource.Success, resource.Message));
        Assert.Equal((false, "'service' has no command 'explode'. Resources with a process have start, stop and restart."), (command.Success, command.Message));
    }

    [Fact]
    public async Task A_killed_resource_stays_down_until_it_is_started()
    {
        await using var application = await TestApplication.StartAsync(static builder => builder.AddExecutable("service", "sleep", ".", "1000"));
        await application.States.WaitForResourceHealthyAsync("service", Cancellation);

        Signals.Send(application.ProcessId("service"), Signals.Kill);
        var dead = await application.WaitAsync("service", KnownResourceStates.Exited);
        await CommandAsync(application, "start");

        Assert.Equal(137, dead.ExitCode);
        await application.States.WaitForResourceHealthyAsync("service", Cancellation);
    }

    [Fact]
    public async Task With_automatic_restart_a_killed_resource_comes_back_by_itself()
    {
        await using var application = await TestApplication.StartAsync(
            static builder => builder.AddExecutable("service", "sleep", ".", "1000"), args: "--AppHost:AutomaticRestart=true");
        await application.States.WaitForResourceHealthyAsync("service", Cancellation);
        var id = application.ProcessId("service");

        Signals.Send(id, Signals.Kill);

        await application.States.WaitForResourceAsync("service", e => e.Snapshot is { IsReady: true, ProcessId: { } now } && now != id, Cancellation);
    }

    [Fact]
    public async Task Users_stop_before_what_they_use()
    {
        var application = await TestApplication.StartAsync(static builder =>
        {
            var server = builder.AddExecutable("server", "sleep", ".", "1000");
            builder.AddExecutable("user", "sleep", ".", "1000").WaitFor(server);
        });
        await application.States.WaitForResourceHealthyAsync("user", Cancellation);
        var order = RecordEndsAsync(application.States);

        await application.DisposeAsync();

        Assert.Equal(["user", "server"], await order);
    }

    private static async Task CommandAsync(TestApplication application, string command) =>
        Assert.True((await application.App.ResourceCommands.ExecuteCommandAsync("service", command, Cancellation)).Success);

    private static async Task<List<string>> RecordEndsAsync(ResourceNotificationService states)
    {
        var ends = new List<string>();
        await foreach (var change in states.WatchAsync(Cancellation))
        {
            if (change.Snapshot.State?.Text == KnownResourceStates.Exited && !ends.Contains(change.Resource.Name))
            {
                ends.Add(change.Resource.Name);
                if (ends.Count == 2)
                {
                    break;
                }
            }
        }

        return ends;
    }
}
