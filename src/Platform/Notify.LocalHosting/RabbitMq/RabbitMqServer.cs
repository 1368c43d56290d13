using System.Globalization;
using Notify.LocalHosting.Containers;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.Servers;
using Notify.LocalHosting.State;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Notify.LocalHosting.RabbitMq;

/// <summary>Runs a private RabbitMQ node with its own name server, cookie, ports and folders.</summary>
internal sealed class RabbitMqServer(RabbitMQServerResource resource)
{
    private const string Image = "rabbitmq:4.2";
    private int? nameServerPort;
    private int? distributionPort;

    public string NodeName => $"{resource.Name}@localhost";

    public async Task<IReadOnlyList<ProcessPlan>> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        if (resource.GivenConnectionString is not null)
        {
            return [];
        }

        if (await ContainerEngine.TryFindAsync() is { } engine)
        {
            var variables = new Dictionary<string, string>
            {
                ["RABBITMQ_DEFAULT_USER"] = RabbitMQServerResource.UserName,
                ["RABBITMQ_DEFAULT_PASS"] = resource.PasswordParameter.CurrentValue,
                ["RABBITMQ_NODENAME"] = NodeName,
            };
            return [ContainerEngine.Run(engine, resource, Image, 5672, "/var/lib/rabbitmq", context, variables)];
        }

        var server = FindServer();
        var nameServer = Programs.Find("epmd", "RabbitMQ");
        nameServerPort ??= context.Ports.Free();
        distributionPort ??= context.Ports.Free();
        var folder = ServerFolder.Prepare(resource, context.State);
        await WriteConfigurationAsync(folder, cancellationToken);
        var variablesOfNode = Variables(folder, context.Environment);
        return
        [
            // started here, in the foreground, so that it ends with the AppHost; the node would leave one behind
            new ProcessPlan
            {
                FileName = nameServer,
                Arguments = ["-port", nameServerPort.Value.ToString(CultureInfo.InvariantCulture), "-address", "127.0.0.1"],
                WorkingDirectory = folder,
            },
            new ProcessPlan { FileName = server, WorkingDirectory = folder, Environment = variablesOfNode },
        ];
    }

    public async Task<string?> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var uri = await ((IResourceWithConnectionString)resource).GetConnectionStringAsync(cancellationToken);
            var factory = new ConnectionFactory
            {
                Uri = new Uri(uri!), // given, or made of endpoint and password
                AutomaticRecoveryEnabled = false,
                ClientProvidedName = "health check",
            };
            await using var connection = await factory.CreateConnectionAsync(cancellationToken);
            await connection.CloseAsync(cancellationToken);
            return null;
        }
        catch (Exception ex) when (ex is BrokerUnreachableException or RabbitMQClientException or IOException)
        {
            return ex.InnerException?.Message ?? ex.Message;
        }
    }

    // Debian's wrapper on the PATH changes to the system's own account and folders; the script behind it does not.
    private static string FindServer() =>
        Programs.TryFind("/usr/lib/rabbitmq/bin/rabbitmq-server") ?? Programs.Find("rabbitmq-server", "RabbitMQ");

    private async Task WriteConfigurationAsync(string folder, CancellationToken cancellationToken)
    {
        var configuration = string.Create(CultureInfo.InvariantCulture, $"""
            listeners.tcp.local = 127.0.0.1:{resource.PrimaryEndpoint.Port}
            loopback_users = none
            default_user = {RabbitMQServerResource.UserName}
            default_pass = {resource.PasswordParameter.CurrentValue}
            disk_free_limit.absolute = 100MB
            log.file = false
            log.console = true
            log.console.level = info
            log.connection.level = error

            """);
        PrivateFile.Write(Path.Combine(folder, "rabbitmq.conf"), configuration);
        await File.WriteAllTextAsync(Path.Combine(folder, "enabled_plugins"), "[].\n", cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq-env.conf"), "", cancellationToken);
    }

    /// <summary>Makes the environment in which the node, and the programs that control it, run.</summary>
    public Dictionary<string, string> Variables(string folder, IReadOnlyDictionary<string, string> own) => new(own)
    {
        ["HOME"] = folder, // where the node makes its cookie
        ["RABBITMQ_NODENAME"] = NodeName,
        ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
        ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "rabbitmq-env.conf"),
        ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "enabled_plugins"),
        ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "mnesia"),
        ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
        ["RABBITMQ_GENERATED_CONFIG_DIR"] = Path.Combine(folder, "generated"),
        ["RABBITMQ_PID_FILE"] = Path.Combine(folder, "pid"),
        ["RABBITMQ_DIST_PORT"] = distributionPort!.Value.ToString(CultureInfo.InvariantCulture), // set in PrepareAsync
        ["ERL_EPMD_PORT"] = nameServerPort!.Value.ToString(CultureInfo.InvariantCulture), // set in PrepareAsync
        ["ERL_EPMD_ADDRESS"] = "127.0.0.1",
        ["ERL_CRASH_DUMP"] = Path.Combine(folder, "erl_crash.dump"),
        ["RUNNING_UNDER_SYSTEMD"] = "true", // makes the script become the node instead of staying as its parent
    };
}
