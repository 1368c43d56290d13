using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Notify.Channels.Sdk;

namespace Ntfy;

internal sealed partial class NtfyProvider : IChannelProvider, IVerifyCredentials, IHealthProbe
{
    public const int LargestText = 4_096; // bytes; ntfy makes a file of what is longer
    private readonly HttpClient _http;
    private readonly TimeProvider _timeProvider;

    public NtfyProvider(ProviderContext context)
    {
        _timeProvider = context.TimeProvider;
        _http = ProviderHttp.CreateClient(context, context.Settings.BaseUrl("baseUrl", "https://ntfy.sh/"));
        if (context.Settings.Text("token") is { } token)
            _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not ChatMessage chat)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = "ntfy carries chat messages." };
        if (Encoding.UTF8.GetByteCount(chat.Text) > LargestText)
            return new SendOutcome.Rejected { Code = "too-large", Reason = $"ntfy takes at most {LargestText} bytes of text." };

        var body = new Publication(chat.Address, chat.Text, chat.Subject, Priority(chat.Priority));
        using var request = new HttpRequestMessage(HttpMethod.Post, "") { Content = JsonContent.Create(body, Json.Default.Publication) };
        return await ProviderHttp.SendAsync(_http, request, ReadAsync, cancellationToken);
    }

    public async ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken) => await AskAsync("v1/account", cancellationToken) is { } code
        ? new() { IsValid = false, Code = code, Detail = "The server did not accept the token." }
        : new() { IsValid = true, Detail = "The server knows the account." };

    public async ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken) => await AskAsync("v1/health", cancellationToken) is { } code
        ? new() { Status = HealthStatus.Unhealthy, Code = code, Detail = "The server does not say that it is healthy." }
        : new() { Status = HealthStatus.Healthy, Detail = "The server says that it is healthy." };

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static int Priority(MessagePriority priority) => priority switch
    {
        MessagePriority.Low => 2,
        MessagePriority.High => 4,
        MessagePriority.Critical => 5,
        _ => 3,
    };

    private async ValueTask<SendOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            return ProviderHttp.ToOutcome(response, _timeProvider);

        try
        {
            var published = await response.Content.ReadFromJsonAsync(Json.Default.Published, cancellationToken);
            return new SendOutcome.Accepted { ProviderMessageId = published?.Id };
        }
        catch (JsonException)
        {
            return new SendOutcome.Ambiguous { Code = "unexpected-answer", Reason = "The server took the message but did not answer with JSON." };
        }
    }

    /// <summary>Asks, and returns the code of what went wrong.</summary>
    private async Task<string?> AskAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var outcome = await ProviderHttp.SendAsync(_http, request, (response, _) => new(ProviderHttp.ToOutcome(response, _timeProvider)), cancellationToken);
        return outcome switch
        {
            SendOutcome.Accepted => null,
            SendOutcome.Misconfigured refused => refused.Code,
            SendOutcome.Transient failed => failed.Code,
            SendOutcome.Throttled throttled => throttled.Code,
            _ => "unexpected-answer",
        };
    }

    internal sealed record Publication(string Topic, string Message, string? Title, int Priority);

    internal sealed record Published(string? Id);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
    [JsonSerializable(typeof(Publication))]
    [JsonSerializable(typeof(Published))]
    private sealed partial class Json : JsonSerializerContext;
}
