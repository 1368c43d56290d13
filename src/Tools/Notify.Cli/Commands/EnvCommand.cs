using System.CommandLine;
using Notify.Cli.Running;

namespace Notify.Cli.Commands;

/// <summary>Prints what a shell needs to talk to the running system, to be read with <c>eval</c>.</summary>
internal sealed class EnvCommand : Command
{
    public EnvCommand(Surroundings around) : base("env", "prints gateway, mailbox and key as shell variables: eval \"$(./notify env)\"") =>
        SetAction((_, cancellationToken) => RunAsync(around, cancellationToken));

    private static async Task<int> RunAsync(Surroundings around, CancellationToken cancellationToken)
    {
        var status = await AppHost.Get(around).StatusAsync(cancellationToken);
        (string Name, string? Value)[] variables = [("gateway", status.Gateway), ("mailbox", status.Mailbox), ("key", status.ApiKey)];
        foreach (var (name, value) in variables)
        {
            if (value is null)
                around.Say($"notify: there is no {name}. ./notify status says more.");
            else
                await around.Output.WriteLineAsync($"export {name}={Quote(value)}");
        }

        return 0;
    }

    private static string Quote(string value) => $"'{value.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
