using Notify.TestServers;
using Npgsql;
using RabbitMQ.Client;

namespace Notify.AppHost.Tests.Servers;

public sealed class TestServersTests(TestServers.TestServers servers) : IClassFixture<TestServers.TestServers>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_test_gets_its_own_database()
    {
        var first = await servers.CreateDatabaseAsync(Cancellation);
        var second = await servers.CreateDatabaseAsync(Cancellation);

        await ExecuteAsync(first, "CREATE TABLE only_here (id int)");

        Assert.Equal("only_here", await ExecuteAsync(first, "SELECT to_regclass('only_here')::text"));
        Assert.Equal(DBNull.Value, await ExecuteAsync(second, "SELECT to_regclass('only_here')::text"));
    }

    [Fact]
    public async Task Every_test_gets_its_own_virtual_host_and_may_use_it()
    {
        var first = await servers.CreateVirtualHostUriAsync(Cancellation);
        var second = await servers.CreateVirtualHostUriAsync(Cancellation);

        Assert.NotEqual(first, second);
        foreach (var uri in new[] { first, second })
        {
            await using var connection = await new ConnectionFactory { Uri = new Uri(uri) }.CreateConnectionAsync(Cancellation);
            await using var channel = await connection.CreateChannelAsync(cancellationToken: Cancellation);
            var queue = await channel.QueueDeclareAsync("same-name", durable: true, exclusive: false, autoDelete: false, cancellationToken: Cancellation);
            Assert.Equal(0u, queue.MessageCount);
        }
    }

    [Theory]
    [InlineData(TestServer.Postgres)]
    [InlineData(TestServer.RabbitMq)]
    [InlineData(TestServer.Redis)]
    public async Task A_killed_server_comes_back_on_the_same_port(TestServer server)
    {
        await servers.KillAsync(server, Cancellation);

        await servers.StartAsync(server, Cancellation);

        Assert.Equal(1, await ExecuteAsync(await servers.CreateDatabaseAsync(Cancellation), "SELECT 1"));
    }

    private static async Task<object?> ExecuteAsync(string connectionString, string sql)
    {
        await using var source = NpgsqlDataSource.Create(connectionString + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation);
    }
}
