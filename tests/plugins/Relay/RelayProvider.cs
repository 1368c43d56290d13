using System.Net.Http.Json;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Test.Relay;

/// <summary>Tells a test's HTTP server of every message, and answers, throws or hangs as that server says.</summary>
internal sealed class RelayProvider(ProviderContext context) : IChannelProvider
{
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, MaxConnectionsPerServer = 256 })
    {
        BaseAddress = new Uri(context.Settings.GetProperty("baseUrl").GetString() ?? ""),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        var text = message switch
        {
            SmsMessage sms => sms.Text,
            ChatMessage chat => chat.Text,
            _ => message.ToString(),
        };
        using var response = await client.PostAsJsonAsync(
            "/messages", new { message.DeliveryId, message.Attempt, message.Address, Text = text, message.TraceParent }, cancellationToken);
        var order = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        TimeSpan? retryAfter = order.TryGetProperty("retryAfterSeconds", out var seconds) && seconds.ValueKind == JsonValueKind.Number
            ? TimeSpan.FromSeconds(seconds.GetDouble()) : null;
        switch (order.GetProperty("outcome").GetString())
        {
            case "accept":
                return new SendOutcome.Accepted { ProviderMessageId = $"relay-{message.DeliveryId}" };
            case "reject":
                return new SendOutcome.Rejected { Code = "refused", Reason = "The relay was told to refuse." };
            case "gone":
                return new SendOutcome.EndpointGone { Code = "gone" };
            case "throttle":
                return new SendOutcome.Throttled { RetryAfter = retryAfter };
            case "transient":
                return new SendOutcome.Transient { Code = "busy", RetryAfter = retryAfter };
            case "misconfigured":
                return new SendOutcome.Misconfigured { Code = "bad-credentials" };
            case "ambiguous":
                return new SendOutcome.Ambiguous { Code = "cut-off" };
            case "deaf":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
                return new SendOutcome.Transient { Code = "never" };
            case "hang":
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
                return new SendOutcome.Transient { Code = "never" };
            default:
                throw new InvalidOperationException("The relay was told to throw.");
        }
    }

    public ValueTask DisposeAsync()
    {
        client.Dispose();
        return ValueTask.CompletedTask;
    }
}
