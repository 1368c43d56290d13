using System.CommandLine;
using System.CommandLine.Help;
using Notify.Cli.Commands;

namespace Notify.Cli;

/// <summary>Every command of <c>./notify</c>. Ends with 0 when all is well, 1 when something failed, 2 when the question is wrong, 130 when interrupted.</summary>
internal static class CommandIndex
{
    private const int Failed = 1;
    private const int Misused = 2;
    private const int Interrupted = 130; // 128 + SIGINT, as shells have it

    private const string Description = """
        Builds, runs and tests Notify on this machine.

        State (data, passwords, logs) is in .notify beside this script, or in $NOTIFY_HOME; each such folder runs one system.
        """;

    public static RootCommand Create(Surroundings around)
    {
        var root = new RootCommand(Description)
        {
            new UpCommand(around),
            new DownCommand(around),
            new StatusCommand(around),
            new EnvCommand(around),
            new LogsCommand(around),
            new DemoCommand(around),
            new Command("plugin", "looks at channel plugins, and tries them")
            {
                new PluginListCommand(around),
                new PluginValidateCommand(around),
                new PluginSendCommand(around),
                new PluginVapidKeysCommand(around),
            },
            new TestCommand(around),
            new BenchCommand(around),
        };
        root.HelpName = "./notify";
        root.Options.Remove(root.Options.Single(static option => option is VersionOption));
        root.SetAction(static result => new HelpAction().Invoke(result));
        return root;
    }

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Surroundings around, CancellationToken stoppingToken)
    {
        var asked = Create(around).Parse(arguments is ["help"] ? ["--help"] : arguments, new() { ResponseFileTokenReplacer = null });
        if (asked.Errors.Count > 0 && asked.Action is not HelpAction)
            return Refuse(around, string.Join('\n', asked.Errors.Select(static error => error.Message).Distinct()), asked);

        try
        {
            return await asked.InvokeAsync(
                new() { Output = around.Output, Error = around.Errors, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stoppingToken);
        }
        catch (UsageException wrong)
        {
            return Refuse(around, wrong.Message, asked);
        }
        catch (FailureException failure)
        {
            around.Say($"notify: {failure.Message}");
            return Failed;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            return Interrupted;
        }
    }

    private static int Refuse(Surroundings around, string reason, ParseResult asked)
    {
        around.Say($"notify: {reason}\nTry {NameOf(asked.CommandResult.Command)} --help");
        return Misused;
    }

    private static string NameOf(Symbol command) => command is RootCommand root ? root.HelpName ?? root.Name : $"{NameOf(command.Parents.Single())} {command.Name}";
}
