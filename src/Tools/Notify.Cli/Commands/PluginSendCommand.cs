using System.CommandLine;
using Notify.Cli.Plugins;

namespace Notify.Cli.Commands;

/// <summary>Sends one message through a plugin, without the platform around it.</summary>
internal sealed class PluginSendCommand : Command
{
    private readonly Argument<string> _plugin = new("FOLDER|ID") { Description = "the plugin's folder, or its id" };
    private readonly Option<string> _settings = new("--settings") { HelpName = "FILE", Description = "a JSON file with the integration's settings" };
    private readonly Option<string> _to = new("--to") { HelpName = "ADDRESS", Description = "the address that the message goes to" };
    private readonly Option<string> _text = new("--text") { HelpName = "TEXT", Description = "what it says", DefaultValueFactory = static _ => "This is a test message." };
    private readonly Option<string> _subject = new("--subject") { HelpName = "SUBJECT", Description = "its subject or title", DefaultValueFactory = static _ => "Test" };
    private readonly Option<string> _plugins = new("--plugins") { HelpName = "FOLDERS", Description = "where an id is looked for: folders of plugin folders, separated by ';'" };
    private readonly Option<string[]> _options = new("--option") { HelpName = "KEY=VALUE", Description = "an operator's option of the plugin, such as AllowPrivateNetworks=true" };

    public PluginSendCommand(Surroundings around) : base("send", "sends one message through a plugin, and tells the outcome")
    {
        _plugins.DefaultValueFactory = _ => $"{Path.Combine(around.Repository, "artifacts", "plugins")};{around.State("plugins")}";
        Arguments.Add(_plugin.NoOption());
        foreach (var option in new Option[] { _settings, _to, _text, _subject, _plugins, _options })
            Options.Add(option);
        SetAction((asked, cancellationToken) => RunAsync(asked, around, cancellationToken));
    }

    private async Task<int> RunAsync(ParseResult asked, Surroundings around, CancellationToken cancellationToken)
    {
        var request = new SendRequest
        {
            Plugin = asked.GetRequiredValue(_plugin),
            Settings = SendRequest.ReadSettings(asked.GetValue(_settings) ?? throw new UsageException("Name the file with the settings: --settings FILE")),
            To = asked.GetValue(_to) is { Length: > 0 } address ? address : throw new UsageException("Name the address: --to ADDRESS"),
            Text = asked.GetRequiredValue(_text),
            Subject = asked.GetRequiredValue(_subject),
            Plugins = asked.GetRequiredValue(_plugins),
            Options = SendRequest.ReadOptions(asked.GetValue(_options) ?? []),
        };
        try
        {
            return await PluginSending.RunAsync(request, around.Output, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw new FailureException("interrupted; whether a message went out is not known.");
        }
    }
}
