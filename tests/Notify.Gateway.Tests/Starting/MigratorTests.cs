using Npgsql;

namespace Notify.Gateway.Tests.Starting;

public sealed class MigratorTests(RunningGateway gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_run_and_two_at_once_change_nothing()
    {
        var settings = gateway.SettingsFor(await gateway.Servers.CreateDatabaseAsync(Token));

        var exitCodes = await Task.WhenAll(MigratorProgram.RunAsync(settings), MigratorProgram.RunAsync(settings));
        Assert.Equal([0, 0], exitCodes);
        var before = await CountAsync(settings["ConnectionStrings:notifydb"]);
        Assert.Equal(0, await MigratorProgram.RunAsync(settings));
        Assert.Equal(before, await CountAsync(settings["ConnectionStrings:notifydb"]));
    }

    [Fact]
    public async Task A_database_that_is_made_while_it_waits_is_enough()
    {
        var later = new NpgsqlConnectionStringBuilder(await gateway.Servers.CreateDatabaseAsync(Token));
        var postgres = new NpgsqlConnectionStringBuilder(later.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString;
        await ExecuteAsync(postgres, $"DROP DATABASE {later.Database}");

        var running = MigratorProgram.RunAsync(gateway.SettingsFor(later.ConnectionString));
        await ExecuteAsync(postgres, $"CREATE DATABASE {later.Database}");

        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task Without_PostgreSQL_it_gives_up_in_bounded_time()
    {
        var settings = gateway.SettingsFor("Host=127.0.0.1;Port=1;Username=nobody;Database=none");
        settings["Notify:Migrator:StartupPatience"] = "00:00:01";

        Assert.Equal(1, await MigratorProgram.RunAsync(settings));
    }

    [Theory]
    [InlineData("Notify:Migrator:StartupPatience", "00:00:00")]
    [InlineData("Notify:Bootstrap:ApiKey", "short")]
    [InlineData("Notify:RateLimit:Mode", "SOMETIMES")]
    public async Task A_wrong_setting_ends_it_before_anything_is_made(string key, string value)
    {
        var settings = gateway.SettingsFor(await gateway.Servers.CreateDatabaseAsync(Token));
        settings[key] = value;

        Assert.Equal(1, await MigratorProgram.RunAsync(settings));
        Assert.Equal(0, await ScalarAsync(settings["ConnectionStrings:notifydb"], "SELECT count(*) FROM pg_namespace WHERE nspname = 'platform'"));
    }

    private static Task<long> CountAsync(string connectionString) =>
        ScalarAsync(connectionString, "SELECT (SELECT count(*) FROM platform.migrations) * 1000 + (SELECT count(*) FROM workspaces.api_keys)");

    private static async Task<long> ScalarAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return (long?)await command.ExecuteScalarAsync(Token) ?? -1;
    }

    private static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Token);
    }
}
