using System.CommandLine;
using Notify.Cli.Running;

namespace Notify.Cli.Commands;

/// <summary>Shows the console output of one resource, or of all.</summary>
internal sealed class LogsCommand : Command
{
    private readonly Surroundings _around;

    public LogsCommand(Surroundings around) : base("logs", "shows console output")
    {
        _around = around;
        var resource = new Argument<string?>("resource") { Arity = ArgumentArity.ZeroOrOne, Description = "one resource; all when left out" };
        var follow = new Option<bool>("--follow", "-f") { Description = "wait for what comes next" };
        Arguments.Add(resource.NoOption());
        Options.Add(follow);
        SetAction((asked, cancellationToken) => RunAsync(asked.GetValue(resource), asked.GetValue(follow), cancellationToken));
    }

    private async Task<int> RunAsync(string? resource, bool isFollowed, CancellationToken cancellationToken)
    {
        using var control = AppHost.Get(_around).Connect();
        if (resource is not null)
        {
            await CopyAsync(control.LogsAsync(resource, isFollowed, cancellationToken), "");
            return 0;
        }

        var all = (await control.ResourcesAsync(cancellationToken))
            .Select(one => (Prefix: $"{one.Name} | ", Lines: control.LogsAsync(one.Name, isFollowed, cancellationToken)));
        if (isFollowed)
        {
            await Task.WhenAll(all.Select(one => CopyAsync(one.Lines, one.Prefix)));
            return 0;
        }

        foreach (var one in all)
            await CopyAsync(one.Lines, one.Prefix);
        return 0;
    }

    private async Task CopyAsync(IAsyncEnumerable<string> lines, string prefix)
    {
        await foreach (var line in lines)
            _around.Output.WriteLine(prefix + (_around.ShowsColours ? line : ConsoleText.WithoutColours(line))); // the console's writer is synchronized, so lines of several resources do not mix
    }
}
