using System.Diagnostics;
using Notify.LocalHosting.Processes;

namespace Notify.LocalHosting.Tests.State;

public sealed class StateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_is_kept_between_runs_until_fresh_is_asked_for()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("0", await CountRunAsync(folder));
        Assert.Equal("1", await CountRunAsync(folder));
        Assert.Equal("0", await CountRunAsync(folder, "--fresh", "true"));
    }

    [Fact]
    public async Task Generated_secrets_are_kept_in_a_file_for_their_owner_only()
    {
        using var folder = new TemporaryFolder();
        var first = await PasswordAsync(folder);
        var second = await PasswordAsync(folder);

        Assert.Equal(22, first.Length);
        Assert.Equal(first, second);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "secrets.json")));
    }

    [Fact]
    public async Task A_second_application_with_the_same_state_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var first = await TestApplication.StartAsync(static _ => { }, folder);

        var refusal = await Assert.ThrowsAsync<DistributedApplicationException>(() => TestApplication.StartAsync(static _ => { }, folder));

        Assert.StartsWith($"Another AppHost (process {Environment.ProcessId}) already runs with the state folder '{folder.Path}'.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_killed_application_left_is_ended_by_the_next_start()
    {
        using var folder = new TemporaryFolder();
        using var leftover = Process.Start("sleep", "1000");
        var identity = ProcessIdentity.Find(leftover.Id)!;
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "session.json"),
            $$$"""{"AppHost":{"Id":1,"Start":"gone"},"Children":[{"Resource":"old","Process":{"Id":{{{identity.Id}}},"Start":"{{{identity.Start}}}"}}]}""",
            Cancellation);

        await using var application = await TestApplication.StartAsync(static _ => { }, folder);

        await leftover.WaitForExitAsync(Cancellation);
        Assert.Equal(137, leftover.ExitCode);
    }

    [Fact]
    public async Task A_process_that_took_over_the_id_of_a_leftover_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        using var stranger = Process.Start("sleep", "1000");
        await File.WriteAllTextAsync(
            Path.Combine(folder.Path, "session.json"),
            $$$"""{"AppHost":{"Id":1,"Start":"gone"},"Children":[{"Resource":"old","Process":{"Id":{{{stranger.Id}}},"Start":"earlier"}}]}""",
            Cancellation);

        await using (await TestApplication.StartAsync(static _ => { }, folder))
        {
            Assert.False(stranger.HasExited);
        }

        stranger.Kill();
    }

    private static async Task<string> CountRunAsync(TemporaryFolder folder, params string[] args)
    {
        await using var application = await TestApplication.StartAsync(static builder => builder.AddRedis("cache").WithDataVolume(), folder, args: args);
        await application.States.WaitForResourceHealthyAsync("cache", Cancellation);
        var connection = await application.App.GetConnectionStringAsync("cache", Cancellation);
        return await RedisLine.AskAsync(connection!, "DBSIZE", "INCR runs");
    }

    private static async Task<string> PasswordAsync(TemporaryFolder folder)
    {
        var password = "";
        await using var application = await TestApplication.StartAsync(
            builder => password = builder.AddParameter("key", new GenerateParameterDefault(), secret: true, persist: true).Resource.CurrentValue, folder);
        return password;
    }
}
