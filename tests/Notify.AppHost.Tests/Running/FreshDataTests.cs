using Notify.AppHost.Tests.Support;
using Npgsql;
using StackExchange.Redis;

namespace Notify.AppHost.Tests.Running;

/// <summary>The dashboard's command that begins anew.</summary>
public sealed class FreshDataTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Fresh_data_drops_what_servers_have_stored_and_makes_the_tables_again()
    {
        using var folder = new TemporaryFolder();
        await using var application = await SmallApplication.StartAsync(folder, ["postgres", "notifydb", "cache", "mailbox", "migrator"]);
        using var control = await ControlClient.OfAsync(folder.Path);
        await SqlAsync(application, "CREATE TABLE only_of_before ()");
        await using (var cache = await ConnectionMultiplexer.ConnectAsync(await ConnectionAsync(application, "cache")))
        {
            await cache.GetDatabase().StringSetAsync("before", "1");
        }

        Assert.Equal((204, ""), await control.CommandAsync("migrator", "fresh-data"));

        Assert.Equal("delivery.notifications", await SqlAsync(application, "SELECT to_regclass('delivery.notifications')::text"));
        Assert.Equal(DBNull.Value, await SqlAsync(application, "SELECT to_regclass('only_of_before')::text"));
        await using var fresh = await ConnectionMultiplexer.ConnectAsync(await ConnectionAsync(application, "cache"));
        Assert.False(await fresh.GetDatabase().KeyExistsAsync("before"));
    }

    private static async Task<string> ConnectionAsync(SmallApplication application, string name) =>
        await application.App.GetConnectionStringAsync(name, Cancellation) ?? throw new InvalidOperationException($"{name} has no connection string.");

    private static async Task<object?> SqlAsync(SmallApplication application, string sql)
    {
        await using var source = NpgsqlDataSource.Create(await ConnectionAsync(application, "notifydb") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
