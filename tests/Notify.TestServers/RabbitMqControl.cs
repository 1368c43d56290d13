using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Notify.TestServers;

/// <summary>Tells a private node to make virtual hosts, by the control program in its data folder.</summary>
internal static class RabbitMqControl
{
    private const string User = "guest";

    /// <summary>Makes virtual hosts that the node's user may use.</summary>
    public static async Task AddVirtualHostsAsync(string folder, IReadOnlyCollection<string> names, CancellationToken cancellationToken)
    {
        var file = Path.Combine(folder, "definitions.json");
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(new
            {
                vhosts = names.Select(static name => new { name }),
                permissions = names.Select(static name => new { user = User, vhost = name, configure = ".*", write = ".*", read = ".*" }),
            }),
            cancellationToken);
        using var control = new Process
        {
            StartInfo = new(Path.Combine(folder, "rabbitmqctl"), ["import_definitions", file]) { RedirectStandardOutput = true, RedirectStandardError = true },
        };
        control.Start();
        var outputs = await Task.WhenAll(control.StandardOutput.ReadToEndAsync(cancellationToken), control.StandardError.ReadToEndAsync(cancellationToken));
        await control.WaitForExitAsync(cancellationToken);
        if (control.ExitCode != 0)
        {
            throw new InvalidOperationException(
                string.Create(CultureInfo.InvariantCulture, $"rabbitmqctl import_definitions ended with exit code {control.ExitCode}:\n{string.Join('\n', outputs)}"));
        }
    }
}
