using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Notify.LocalHosting.Containers;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.Servers;
using Notify.LocalHosting.State;

namespace Notify.LocalHosting.Redis;

/// <summary>Runs a private Redis with a password and snapshots.</summary>
internal sealed class RedisServer(RedisResource resource)
{
    private const string Image = "redis:8.2";

    public async Task<IReadOnlyList<ProcessPlan>> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        if (resource.GivenConnectionString is not null)
        {
            return [];
        }

        var password = resource.PasswordParameter.CurrentValue;
        if (await ContainerEngine.TryFindAsync() is { } engine)
        {
            var variables = new Dictionary<string, string> { ["REDIS_PASSWORD"] = password };
            return
            [
                ContainerEngine.Run(
                    engine, resource, Image, 6379, "/data", context, variables,
                    "sh", "-c", "exec redis-server --requirepass \"$REDIS_PASSWORD\" --save 60 1"),
            ];
        }

        var program = Programs.Find("redis-server", "Redis");
        var folder = ServerFolder.Prepare(resource, context.State);
        var configuration = string.Create(CultureInfo.InvariantCulture, $"""
            bind 127.0.0.1
            port {resource.PrimaryEndpoint.Port}
            requirepass {password}
            dir "{folder}"
            save 60 1
            appendonly no
            daemonize no

            """);
        var file = Path.Combine(folder, "redis.conf"); // a file, so that no process list shows the password
        PrivateFile.Write(file, configuration);
        return [new ProcessPlan { FileName = program, Arguments = [file], WorkingDirectory = folder, Environment = context.Environment }];
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        var connection = await ((IResourceWithConnectionString)resource).GetConnectionStringAsync(cancellationToken) ?? "";
        var parts = connection.Split(',');
        var password = parts.FirstOrDefault(static p => p.StartsWith("password=", StringComparison.OrdinalIgnoreCase))?["password=".Length..];
        var server = IPEndPoint.TryParse(parts[0], out var address)
            ? (Host: address.Address.ToString(), address.Port)
            : (Host: parts[0].Split(':')[0], Port: int.Parse(parts[0].Split(':').ElementAtOrDefault(1) ?? "6379", CultureInfo.InvariantCulture));
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(server.Host, server.Port, cancellationToken);
            await using var stream = client.GetStream();
            var login = password is null ? "" : $"AUTH {password}\r\n";
            await stream.WriteAsync(Encoding.UTF8.GetBytes($"{login}PING\r\n"), cancellationToken);
            using var reader = new StreamReader(stream);
            while (await reader.ReadLineAsync(cancellationToken) is { } answer)
            {
                if (answer != "+OK")
                {
                    return answer == "+PONG" ? null : answer;
                }
            }

            return "the server closed the connection.";
        }
        catch (Exception ex) when (ex is SocketException or IOException)
        {
            return ex.Message;
        }
    }
}
