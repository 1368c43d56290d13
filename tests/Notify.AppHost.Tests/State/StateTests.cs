using Notify.AppHost.Tests.Support;
using StackExchange.Redis;

namespace Notify.AppHost.Tests.State;

public sealed class StateTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Data_is_kept_between_runs_until_fresh_is_asked_for()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(1, await CountRunAsync(folder));
        Assert.Equal(2, await CountRunAsync(folder));
        Assert.Equal(1, await CountRunAsync(folder, "--fresh"));
    }

    [Fact]
    public async Task Generated_secrets_are_kept_in_a_file_for_their_owner_only()
    {
        using var folder = new TemporaryFolder();
        using var later = new TemporaryFolder(); // the folder of another run: the first one's is in use until this test ends
        var first = await PasswordAsync(folder);
        File.Copy(Path.Combine(folder.Path, "secrets.json"), Path.Combine(later.Path, "secrets.json"));
        var second = await PasswordAsync(later);

        Assert.Equal(22, first?.Length);
        Assert.Equal(first, second);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(folder.Path, "secrets.json")));
    }

    [Fact]
    public async Task A_given_secret_goes_before_the_generated_one()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal("given", await PasswordAsync(folder, "--Parameters:postgres-password=given"));
    }

    [Fact]
    public async Task Secrets_that_cannot_be_read_are_named()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "secrets.json");
        await File.WriteAllTextAsync(file, "{", Cancellation);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => SmallApplication.ModelAsync(folder));

        Assert.StartsWith($"'{file}' is not valid JSON:", refusal.GetBaseException() is DistributedApplicationException own ? own.Message : refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_application_with_the_same_state_folder_is_refused()
    {
        using var folder = new TemporaryFolder();
        await using var first = await SmallApplication.ModelAsync(folder);

        var refusal = await Assert.ThrowsAnyAsync<Exception>(() => SmallApplication.ModelAsync(folder));

        Assert.StartsWith($"Another AppHost already runs with the state folder '{folder.Path}'.", refusal.Message, StringComparison.Ordinal);
    }

    private static async Task<long> CountRunAsync(TemporaryFolder folder, params string[] args)
    {
        await using var application = await SmallApplication.StartAsync(folder, ["cache"], args);
        await using var connection = await ConnectionMultiplexer.ConnectAsync(await application.App.GetConnectionStringAsync("cache", Cancellation) ?? "");
        return await connection.GetDatabase().StringIncrementAsync("runs");
    }

    private static async Task<string?> PasswordAsync(TemporaryFolder folder, params string[] args)
    {
        await using var builder = await SmallApplication.ModelAsync(folder, args);
        return await builder.Resources.OfType<PostgresServerResource>().Single().PasswordParameter.GetValueAsync(Cancellation);
    }
}
