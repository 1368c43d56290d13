using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Npgsql;

namespace Notify.TestServers;

/// <summary>Asks a server itself whether it serves.</summary>
internal static class ServerProbe
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);

    public static async Task WaitAsync(TestServer server, string connection, CancellationToken cancellationToken)
    {
        using var pace = new PeriodicTimer(Pace);
        while (!await AnswersAsync(server, connection, cancellationToken))
        {
            await pace.WaitForNextTickAsync(cancellationToken);
        }
    }

    private static async Task<bool> AnswersAsync(TestServer server, string connection, CancellationToken cancellationToken)
    {
        try
        {
            return server switch
            {
                TestServer.Postgres => await AnswersSqlAsync(connection, cancellationToken),
                TestServer.RabbitMq => await AnswersAsync(new Uri(connection).Port, "AMQP\0\0\u0009\u0001", "\u0001", cancellationToken), // begins with a method frame
                _ => await AnswersAsync(int.Parse(connection.Split(',')[0].Split(':')[1], CultureInfo.InvariantCulture), "PING\r\n", "-NOAUTH", cancellationToken),
            };
        }
        catch (Exception exception) when (exception is SocketException or IOException or NpgsqlException)
        {
            return false;
        }
    }

    private static async Task<bool> AnswersSqlAsync(string connection, CancellationToken cancellationToken)
    {
        await using var source = NpgsqlDataSource.Create($"{connection};Database=postgres;Pooling=false");
        await using var command = source.CreateCommand("SELECT 1");
        return await command.ExecuteScalarAsync(cancellationToken) is 1;
    }

    private static async Task<bool> AnswersAsync(int port, string question, string answer, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(question), cancellationToken);
        var bytes = new byte[answer.Length];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return Encoding.Latin1.GetString(bytes) == answer;
    }
}
