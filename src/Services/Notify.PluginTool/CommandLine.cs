namespace Notify.PluginTool;

/// <summary>What can be asked of the tool. Ends with 0 when all is well, 1 when the plugin is at fault, 2 when the question is.</summary>
internal static class CommandLine
{
    private const string Usage = """
        Usage: plugin validate FOLDER
               plugin send FOLDER|ID --settings FILE --to ADDRESS [--text TEXT] [--subject SUBJECT]
                           [--plugins FOLDERS] [--option KEY=VALUE]…
               plugin vapid-keys

          validate  loads the folder as Notify does, and tells every fault and what to do about it
          send      sends one message through the plugin
                      --settings  a JSON file with the integration's settings
                      --plugins   where an ID is looked for; folders of plugin folders, separated by ';'
                      --option    an operator's option of the plugin, such as AllowPrivateNetworks=true
          vapid-keys  makes the key pair that Web Push needs, as the settings name it
        """;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, CancellationToken stoppingToken)
    {
        try
        {
            return arguments switch
            {
                ["validate", var folder] => await ValidateCommand.RunAsync(folder, output, stoppingToken),
                ["send", var plugin, .. var rest] => await SendCommand.RunAsync(SendRequest.Read(plugin, rest), output, stoppingToken),
                ["vapid-keys"] => await VapidKeysCommand.RunAsync(output),
                _ => throw new UsageException("What is to be done?"),
            };
        }
        catch (UsageException wrong)
        {
            await output.WriteLineAsync($"{wrong.Message}\n\n{Usage}");
            return 2;
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await output.WriteLineAsync("Interrupted; whether a message went out is not known.");
            return 1;
        }
    }
}
