using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Test.Herald;

/// <summary>Hears what becomes of deliveries and writes it into a file that a test reads. Some recipients make it throw or hang.</summary>
public sealed class HeraldPlugin : IChannelPlugin, INotificationHook
{
    private static readonly Lock Gate = new();

    /// <inheritdoc/>
    public ChannelManifest Manifest { get; } = new()
    {
        Id = "herald",
        Channel = "herald",
        Family = MessageFamily.Chat,
        DisplayName = "Herald",
        Version = "1.0.0",
        Abilities = ChannelAbilities.Hook,
        SettingsSchema = """{"type":"object","additionalProperties":false,"properties":{}}""",
    };

    /// <inheritdoc/>
    public IChannelProvider Create(ProviderContext context) => new MemoryProvider(10);

    /// <inheritdoc/>
    public ValueTask OnSentAsync(SentNotice notice, CancellationToken cancellationToken) =>
        TellAsync(notice.RecipientId, JsonSerializer.Serialize(new { Kind = "sent", notice.Channel, notice.RecipientId, notice.NotificationId, notice.Integration }), cancellationToken);

    /// <inheritdoc/>
    public ValueTask OnAttemptFailedAsync(AttemptFailedNotice notice, CancellationToken cancellationToken) =>
        TellAsync(
            notice.RecipientId,
            JsonSerializer.Serialize(new { Kind = "failed", notice.Channel, notice.RecipientId, notice.NotificationId, notice.Attempt, notice.WillRetry, notice.Code, notice.Reason }),
            cancellationToken);

    private static async ValueTask TellAsync(string recipient, string line, CancellationToken cancellationToken)
    {
        if (recipient.StartsWith("throws", StringComparison.Ordinal))
            throw new InvalidOperationException("The herald was told to throw.");
        if (recipient.StartsWith("hangs", StringComparison.Ordinal))
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);

        if (Environment.GetEnvironmentVariable("NOTIFY_TEST_HERALD") is { } path)
        {
            lock (Gate)
                File.AppendAllLines(path, [line]);
        }
    }
}
