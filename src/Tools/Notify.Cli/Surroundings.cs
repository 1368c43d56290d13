using System.Collections;
using Notify.Cli.Installing;
using Spectre.Console;

namespace Notify.Cli;

/// <summary>What a command finds around it: folders, the terminal, the machine.</summary>
internal sealed record Surroundings
{
    /// <summary>How the script says where the repository is.</summary>
    public const string RepositoryVariable = "NOTIFY_REPOSITORY";

    /// <summary>How the state folder is named to everything that is started.</summary>
    public const string HomeVariable = "NOTIFY_HOME";

    private const int NoTerminalWidth = 1_000; // columns: nothing is wrapped or cut for a program that reads the output

    /// <summary>Gets the root of the source tree.</summary>
    public required string Repository { get; init; }

    /// <summary>Gets the state folder.</summary>
    public required string Home { get; init; }

    /// <summary>Gets the environment that children are given.</summary>
    public required IReadOnlyDictionary<string, string> Variables { get; init; }

    public required Machine Machine { get; init; }

    /// <summary>Gets where results go.</summary>
    public TextWriter Output { get; init; } = Console.Out;

    /// <summary>Gets where progress and errors go.</summary>
    public TextWriter Errors { get; init; } = Console.Error;

    public TextReader Input { get; init; } = Console.In;

    /// <summary>Gets whether somebody can be asked.</summary>
    public bool IsInteractive { get; init; } = !Console.IsInputRedirected;

    /// <summary>Gets whether the output is read by a person at a terminal.</summary>
    public bool ShowsColours { get; init; } = !Console.IsOutputRedirected;

    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Gets how long an app host may take to end before it is killed.</summary>
    /// <value>The default value is 60 seconds.</value>
    public TimeSpan StopLimit { get; init; } = TimeSpan.FromSeconds(60);

    public static Surroundings OfThisProcess()
    {
        var variables = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .ToDictionary(static variable => (string)variable.Key, static variable => (string?)variable.Value ?? "", StringComparer.Ordinal);
        if (!variables.Remove(RepositoryVariable, out var repository))
            throw new InvalidOperationException($"{RepositoryVariable} is not set. Start this tool by the script ./notify.");

        var home = Path.GetFullPath(variables.GetValueOrDefault(HomeVariable) is { Length: > 0 } given ? given : Path.Combine(repository, ".notify"));
        Directory.CreateDirectory(home);
        variables[HomeVariable] = home;
        return new()
        {
            Repository = repository,
            Home = home,
            Variables = variables,
            Machine = new(variables.GetValueOrDefault("PATH", "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)),
        };
    }

    /// <summary>Makes the path of a file in the state folder.</summary>
    public string State(string name) => Path.Combine(Home, name);

    /// <summary>Tells what is going on.</summary>
    public void Say(string text) => Errors.WriteLine(text);

    /// <summary>Shows a table, in colours where the terminal has them.</summary>
    public void Show(Table table)
    {
        var output = new AnsiConsoleOutput(Output);
        var console = AnsiConsole.Create(new() { Out = output, Ansi = output.IsTerminal ? AnsiSupport.Detect : AnsiSupport.No });
        if (!output.IsTerminal)
            console.Profile.Width = NoTerminalWidth;
        console.Write(table);
    }
}
