using System.CommandLine;
using Notify.Cli.Plugins;

namespace Notify.Cli.Commands;

/// <summary>Loads a plugin folder as Notify does, and tells every fault.</summary>
internal sealed class PluginValidateCommand : Command
{
    public PluginValidateCommand(Surroundings around) : base("validate", "loads a plugin folder as Notify does, and tells every fault and what to do about it")
    {
        var folder = new Argument<string>("FOLDER") { Description = "what was published of the plugin" };
        Arguments.Add(folder.NoOption());
        SetAction((asked, cancellationToken) => PluginValidation.RunAsync(asked.GetRequiredValue(folder), around.Output, cancellationToken));
    }
}
