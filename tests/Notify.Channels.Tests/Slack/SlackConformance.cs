using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Slack;
using Notify.Channels.Testing;
using Notify.ProviderFakes.Slack;

namespace Notify.Channels.Tests.Slack;

public sealed class SlackUnderTest : HttpChannelUnderTest, IEndpointCases
{
    public IReadOnlyList<string> GoodAddresses =>
        ["C012345678", "G012345678", "D012345678", "U012345678", "W012345678", "#general", "#grüße-2_x", "default", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXX"];

    public IReadOnlyList<string> BadAddresses =>
    [
        "", "general", "#", "#General", "#two words", "@alice", "X012345678", "C-12345678", "c012345678", "Default", "https://hooks.slack.com/", "https://hooks.slack.com/services/T/B/X?y=1",
        "https://user@hooks.slack.com/services/T/B/X", "ftp://hooks.slack.com/services/T/B/X", "/services/T/B/X",
    ];

    public override IReadOnlyDictionary<Type, string> NotApplicable { get; } = new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "chat.postMessage takes one message with a request.",
        [typeof(CallbackContract<>)] = "Slack tells nothing after it has taken a message: it is in the channel then.",
    };

    public override IChannelPlugin CreatePlugin() => new SlackPlugin();

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var fake = await SlackFake.StartAsync(null, cancellationToken);
        return new(
            fake.BaseUrl,
            () => fake.Posts.Select(static post => new ReceivedMessage
            {
                DeliveryId = post.Message.GetProperty("metadata").GetProperty("event_payload").GetProperty("delivery_id").GetString() ?? "",
                IdempotencyToken = post.Message.GetProperty("client_msg_id").GetString(),
            }),
            fake);
    }

    public override object Settings(Uri server) => Settings(server, SlackFake.BotToken);

    public override object? WrongCredentials(Uri server) => Settings(server, "xoxb-a-token-that-nobody-gave");

    public override string Address(int number, Uri server) => $"C{number:000000000}";

    public override string? RefusedAddress(Uri server) => "#nowhere";

    public override string ErrorBody(int status, string message) => JsonSerializer.Serialize(new { ok = false, error = message });

    private static object Settings(Uri server, string botToken) => new
    {
        botToken,
        webhookUrl = new Uri(server, "services/T00000000/B00000000/general-secret-of-the-hook"),
        messagesPerSecondPerChannel = 0, // the contracts send to one address again and again
        baseUrl = new Uri(server, "api/"),
        hooksBaseUrl = server,
    };
}

public sealed class SlackManifest : ManifestContract<SlackUnderTest>;

public sealed class SlackSend : SendContract<SlackUnderTest>;

public sealed class SlackCancellation : CancellationContract<SlackUnderTest>;

public sealed class SlackTimeout : TimeoutContract<SlackUnderTest>;

public sealed class SlackErrorClass : ErrorClassContract<SlackUnderTest>;

public sealed class SlackSecrecy : SecrecyContract<SlackUnderTest>;

public sealed class SlackIdempotency : IdempotencyContract<SlackUnderTest>;

public sealed class SlackUnload : UnloadContract<SlackUnderTest>;

public sealed class SlackVerify : VerifyContract<SlackUnderTest>;

public sealed class SlackHealth : HealthContract<SlackUnderTest>;

public sealed class SlackEndpoint : EndpointContract<SlackUnderTest>;

public sealed class SlackComplete : ContractCompleteness<SlackUnderTest>;

/// <summary>The same over incoming webhooks, where every recipient's address is a URL.</summary>
public sealed class SlackHookUnderTest : HttpChannelUnderTest
{
    public override IReadOnlyDictionary<Type, string> NotApplicable { get; } = new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "An incoming webhook takes one message with a request.",
        [typeof(CallbackContract<>)] = "Slack tells nothing after it has taken a message: it is in the channel then.",
    };

    public override IReadOnlyList<StatusExpectation> Expectations =>
    [
        new(401, OutcomeClass.Misconfigured | OutcomeClass.Rejected | OutcomeClass.EndpointGone, "A webhook has no credentials but its URL, which is the address."),
    ];

    public override IChannelPlugin CreatePlugin() => new SlackPlugin();

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var fake = await SlackFake.StartAsync(null, cancellationToken);
        return new(
            fake.BaseUrl,
            () => fake.Posts.Select(static post => new ReceivedMessage
            {
                DeliveryId = post.Message.GetProperty("text").GetString()!.Split(' ')[^1], // the fake takes no message without a text
                IdempotencyToken = post.IdempotencyKey,
            }),
            fake);
    }

    public override object Settings(Uri server) => new
    {
        botToken = SlackFake.BotToken,
        webhookUrl = new Uri(server, "services/T00000000/B00000000/own-secret-of-the-hook"),
        messagesPerSecondPerChannel = 0, // the contracts send to one address again and again
        baseUrl = new Uri(server, "api/"),
        hooksBaseUrl = server,
    };

    public override string Address(int number, Uri server) => new Uri(server, $"services/T00000000/B00000000/{number}-secret-of-the-hook").AbsoluteUri;

    public override string? RefusedAddress(Uri server) => new Uri(server, "services/T00000000/B00000000/unknown").AbsoluteUri;

    public override string ErrorBody(int status, string message) => message;
}

public sealed class SlackHookSend : SendContract<SlackHookUnderTest>;

public sealed class SlackHookCancellation : CancellationContract<SlackHookUnderTest>;

public sealed class SlackHookTimeout : TimeoutContract<SlackHookUnderTest>;

public sealed class SlackHookErrorClass : ErrorClassContract<SlackHookUnderTest>;

public sealed class SlackHookSecrecy : SecrecyContract<SlackHookUnderTest>;

public sealed class SlackHookIdempotency : IdempotencyContract<SlackHookUnderTest>;
