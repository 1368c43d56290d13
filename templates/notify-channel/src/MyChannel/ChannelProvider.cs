using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Serialization;
using Notify.Channels.Sdk;

namespace MyChannel;

/// <summary>Hands messages to one account of the provider. Called concurrently.</summary>
internal sealed partial class ChannelProvider : IChannelProvider, IVerifyCredentials
{
    private const int LargestAnswer = 16 * 1024; // bytes; more than the provider has ever to say
    private readonly HttpClient _http;
    private readonly TimeProvider _timeProvider;

    public ChannelProvider(ChannelSettings settings, ProviderContext context)
    {
        _timeProvider = context.TimeProvider;
        _http = ProviderHttp.CreateClient(context, settings.BaseUrl);
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", settings.ApiKey);
    }

    public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
    {
        if (message is not ChatMessage chat)
            return new SendOutcome.Rejected { Code = "wrong-family", Reason = "This channel carries chat messages." };

        using var request = new HttpRequestMessage(HttpMethod.Post, "messages")
        {
            // Bytes, so that the request says how long it is: small servers do not read chunks.
            Content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(new Post(chat.Address, chat.Text), Json.Default.Post))
            {
                Headers = { ContentType = new MediaTypeHeaderValue("application/json") },
            },
        };
        request.Headers.Add("Idempotency-Key", chat.DeliveryId); // the same over all attempts
        return await ProviderHttp.SendAsync(_http, request, ReadAsync, cancellationToken);
    }

    public async ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "account");
        var outcome = await ProviderHttp.SendAsync(
            _http, request, (response, _) => new(ProviderHttp.ToOutcome(response, _timeProvider)), cancellationToken);
        return outcome switch
        {
            SendOutcome.Accepted => new() { IsValid = true, Detail = "The provider knows the key." },
            SendOutcome.Misconfigured refused => new() { IsValid = false, Code = refused.Code, Detail = "The provider refused the key." },
            SendOutcome.Transient failed => new() { IsValid = false, Code = failed.Code, Detail = "The provider could not be asked." },
            _ => new() { IsValid = false, Code = "unexpected-answer", Detail = "The provider answered something else than expected." },
        };
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<SendOutcome> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (!response.IsSuccessStatusCode)
            return ProviderHttp.ToOutcome(response, _timeProvider);

        try
        {
            var body = await ProviderHttp.ReadBodyAsync(response, LargestAnswer, cancellationToken);
            var receipt = JsonSerializer.Deserialize(body.Span, Json.Default.Receipt);
            return new SendOutcome.Accepted { ProviderMessageId = receipt?.Id };
        }
        catch (JsonException)
        {
            return new SendOutcome.Ambiguous { Code = "unexpected-answer", Reason = "The provider took the message but did not answer with JSON." };
        }
    }

    internal sealed record Post(string To, string Text);

    internal sealed record Receipt(string? Id);

    // Generated at build time: reflection would keep the plugin in memory after it was replaced.
    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Post))]
    [JsonSerializable(typeof(Receipt))]
    private sealed partial class Json : JsonSerializerContext;
}
