using Microsoft.Extensions.Options;
using Notify.Workspaces.Contracts;

namespace Notify.Modules.Tests.Workspaces;

public sealed class BootstrapTests(TestServers.TestServers servers)
{
    private const string KeySetting = "Notify:Bootstrap:ApiKey";
    private const string OldKey = "old-key-0123456789-0123456789";
    private const string NewKey = "new-key-0123456789-0123456789";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restarts_change_nothing()
    {
        var database = await servers.CreateDatabaseAsync(Token);
        await using var first = await Rooms.OpenOnAsync(database, Token, null, (KeySetting, OldKey));
        await using var second = await Rooms.OpenOnAsync(database, Token, null, (KeySetting, OldKey));

        Assert.Equal(first.First, second.First);
        Assert.Equal(1, await second.ScalarAsync<long>("SELECT count(*) FROM workspaces.api_keys", Token));
        Assert.Equal(first.First.EnvironmentId, (await second.Get<IApiKeyAuthenticator>().AuthenticateAsync(OldKey, Token))?.EnvironmentId);
    }

    [Fact]
    public async Task A_replaced_key_works_the_old_one_does_not_and_going_back_works_too()
    {
        var database = await servers.CreateDatabaseAsync(Token);
        await using var first = await Rooms.OpenOnAsync(database, Token, null, (KeySetting, OldKey));
        await using var second = await Rooms.OpenOnAsync(database, Token, null, (KeySetting, NewKey));
        Assert.Null(await second.Get<IApiKeyAuthenticator>().AuthenticateAsync(OldKey, Token));
        Assert.NotNull(await second.Get<IApiKeyAuthenticator>().AuthenticateAsync(NewKey, Token));

        await using var third = await Rooms.OpenOnAsync(database, Token, null, (KeySetting, OldKey));

        Assert.NotNull(await third.Get<IApiKeyAuthenticator>().AuthenticateAsync(OldKey, Token));
        Assert.Null(await third.Get<IApiKeyAuthenticator>().AuthenticateAsync(NewKey, Token));
    }

    [Fact]
    public async Task Many_starts_at_once_make_one_environment()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token, null, (KeySetting, OldKey));
        var bootstrap = rooms.Get<IWorkspaceBootstrap>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => bootstrap.EnsureAsync(Token).AsTask()));

        Assert.All(answers, answer => Assert.Equal(rooms.First, answer));
        Assert.Equal(1, await rooms.ScalarAsync<long>("SELECT count(*) FROM workspaces.environments", Token));
    }

    [Fact]
    public async Task A_missing_key_file_is_written_for_its_owner_only_and_used_again()
    {
        var folder = Directory.CreateTempSubdirectory("notify-key-");
        var file = Path.Combine(folder.FullName, "keys", "first");
        try
        {
            var database = await servers.CreateDatabaseAsync(Token);
            await using var first = await Rooms.OpenOnAsync(database, Token, null, ("Notify:Bootstrap:ApiKeyFile", file));
            await using var second = await Rooms.OpenOnAsync(database, Token, null, ("Notify:Bootstrap:ApiKeyFile", file));
            var key = (await File.ReadAllTextAsync(file, Token)).Trim();

            Assert.NotNull(await second.Get<IApiKeyAuthenticator>().AuthenticateAsync(key, Token));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(file));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task A_key_that_could_be_guessed_is_refused_without_being_repeated()
    {
        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(
            () => Rooms.OpenAsync(servers, Token, null, (KeySetting, "hunter2"), ("Notify:Bootstrap:ApiKeyFile", "x")));

        Assert.Equal(
            [
                "Notify:Bootstrap:ApiKey has 7 characters but must have 20 to 200, visible ASCII only; otherwise it could be guessed or not be sent.",
                "Notify:Bootstrap:ApiKey and ApiKeyFile are both set; set one, otherwise it is unclear which key works.",
            ],
            refusal.Failures);
    }
}
