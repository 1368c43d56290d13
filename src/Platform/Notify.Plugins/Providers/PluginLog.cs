using Microsoft.Extensions.Logging;
using Notify.Channels.Sdk;
using Notify.Primitives;

namespace Notify.Plugins.Providers;

/// <summary>Writes a plugin's entries into the host's log, without the integration's secrets.</summary>
internal sealed partial class PluginLog(ILogger logger, SecretRedactor redactor, string pluginId, IntegrationId integrationId) : IPluginLog
{
    private const int LongestMessage = 1_000;

    public void Write(PluginLogLevel level, string message)
    {
        var hostLevel = LevelOf(level);
        if (!logger.IsEnabled(hostLevel))
            return;

        var text = redactor.Clean(message) ?? "";
        var kept = text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
        kept = kept.ReplaceLineEndings(" ");
        LogEntry(hostLevel, pluginId, integrationId, kept);
    }

    private static LogLevel LevelOf(PluginLogLevel level) => level switch
    {
        PluginLogLevel.Error => LogLevel.Error,
        PluginLogLevel.Warning => LogLevel.Warning,
        PluginLogLevel.Information => LogLevel.Information,
        _ => LogLevel.Debug,
    };

    [LoggerMessage(EventId = 4013, Message = "Plugin {PluginId}, integration {IntegrationId}: {Message}")]
    private partial void LogEntry(LogLevel level, string pluginId, IntegrationId integrationId, string message);
}
