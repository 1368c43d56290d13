using System.Text.Json;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.State;

namespace Notify.LocalHosting.RabbitMq;

/// <summary>Tells a private node to make virtual hosts, by the control program that comes with it.</summary>
internal sealed class RabbitMqControl(RabbitMqServer server, string folder)
{
    /// <summary>Makes virtual hosts that the node's user may use.</summary>
    public async Task AddVirtualHostsAsync(IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var definitions = JsonSerializer.Serialize(new
        {
            vhosts = names.Select(static name => new { name }),
            permissions = names.Select(static name => new
            {
                user = RabbitMQServerResource.UserName,
                vhost = name,
                configure = ".*",
                write = ".*",
                read = ".*",
            }),
        });
        var file = Path.Combine(folder, "definitions.json");
        PrivateFile.Write(file, definitions);
        var output = new List<string>();
        var plan = new ProcessPlan
        {
            FileName = Programs.TryFind("/usr/lib/rabbitmq/bin/rabbitmqctl") ?? Programs.Find("rabbitmqctl", "RabbitMQ"),
            Arguments = ["-n", server.NodeName, "import_definitions", file],
            WorkingDirectory = folder,
            Environment = server.Variables(folder, new Dictionary<string, string>()),
        };
        await using var control = await RunningProcess.StartAsync(plan, Collect, TimeProvider.System);
        var code = await control.WaitForExitAsync(cancellationToken);
        if (code != 0)
        {
            throw new DistributedApplicationException(
                $"rabbitmqctl import_definitions ended with exit code {code}:\n  {string.Join("\n  ", output)}");
        }

        void Collect(string line, bool isError)
        {
            lock (output)
            {
                output.Add(line);
            }
        }
    }
}
