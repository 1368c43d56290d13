using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Notify.ProviderFakes.Slack;

/// <summary>
/// Slack's Web API and incoming webhooks on one server: errors are words in a 200, as <c>chat.postMessage</c> gives them, and plain text from webhooks. It
/// knows no idempotency: what comes twice is posted twice.
/// </summary>
public sealed class SlackFake : ProviderFake
{
    /// <summary>The token of a bot.</summary>
    public const string BotToken = "xoxb-0000000000-fake-bot-token";

    private static readonly string[] WrongTokens = ["invalid_auth", "not_authed"];
    private readonly ConcurrentQueue<SlackPost> _posts = [];
    private readonly ConcurrentDictionary<string, string> _troubles = [];
    private readonly ConcurrentDictionary<string, DateTimeOffset> _lastPosts = [];
    private readonly TimeProvider _timeProvider;
    private int _timestamps;

    private SlackFake(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>Gets the messages posted so far.</summary>
    public IReadOnlyList<SlackPost> Posts => [.. _posts];

    /// <summary>Gets where the Web API is.</summary>
    public Uri ApiUrl => new(BaseUrl, "api/");

    /// <summary>Gets a webhook that works.</summary>
    public Uri HookUrl => HookTo("general");

    /// <summary>Gets or sets the scopes of the bot's token.</summary>
    public string Scopes { get; set; } = "chat:write,channels:read";

    /// <summary>Gets or sets whether Slack insists on one message a second and channel. The default is <see langword="false"/>: bursts pass.</summary>
    public bool IsStrict { get; set; }

    /// <summary>Starts one.</summary>
    /// <param name="timeProvider">The clock of the limits; <see langword="null"/> means the system's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<SlackFake> StartAsync(TimeProvider? timeProvider, CancellationToken cancellationToken)
    {
        var fake = new SlackFake(timeProvider ?? TimeProvider.System);
        await fake.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>An answer of the Web API that names an error.</summary>
    /// <param name="error">Slack's word.</param>
    public static FakeAnswer Error(string error) => FakeAnswer.Json(200, $$"""{"ok":false,"error":"{{error}}"}""");

    /// <summary>Makes the URL of a webhook.</summary>
    /// <param name="name">Different names make different webhooks.</param>
    public Uri HookTo(string name) => new(BaseUrl, $"services/T00000000/B00000000/{name}-secret-of-the-hook");

    /// <summary>Makes a conversation or a webhook answer with an error from now on.</summary>
    /// <param name="address">The conversation, or the webhook's URL.</param>
    /// <param name="error">Slack's word, such as <c>is_archived</c>.</param>
    public void Trouble(string address, string error) => _troubles[address] = error;

    /// <inheritdoc/>
    protected override FakeAnswer Answer(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return (request.Method, request.Path) switch
        {
            ("POST", "/api/api.test") => FakeAnswer.Json(200, """{"ok":true}"""),
            ("POST", "/api/auth.test") => AsBot(request, () => FakeAnswer.Json(
                200, """{"ok":true,"url":"https://example.slack.com/","team":"Example","user":"notify","team_id":"T00000000","bot_id":"B00000000"}""", ("X-OAuth-Scopes", Scopes))),
            ("POST", "/api/chat.postMessage") => AsBot(request, () => Post(request)),
            ("POST", var path) when path.StartsWith("/services/", StringComparison.Ordinal) => Hook(request),
            _ => FakeAnswer.Plain(404, "not found"),
        };
    }

    private static FakeAnswer AsBot(FakeRequest request, Func<FakeAnswer> answer) => request.Header("authorization") switch
    {
        $"Bearer {BotToken}" => answer(),
        null => Error(WrongTokens[1]),
        _ => Error(WrongTokens[0]),
    };

    private FakeAnswer Post(FakeRequest request)
    {
        if (SlackRules.Read(request) is not { } message)
            return Error("invalid_post_type");
        var channel = message.TryGetProperty("channel", out var to) ? to.GetString() ?? "" : "";
        if (_troubles.TryGetValue(channel, out var trouble))
            return Error(trouble);
        if (!IsKnown(channel))
            return Error("channel_not_found");
        if (SlackRules.FindFault(message) is { } fault)
            return Error(fault);
        if (message.TryGetProperty("metadata", out var metadata) && (!metadata.TryGetProperty("event_type", out _) || !metadata.TryGetProperty("event_payload", out _)))
            return Error("invalid_metadata_format");
        if (IsTooSoon(channel))
            return TooSoon();

        var timestamp = Keep(channel, message, request);
        var conversation = channel[0] is 'U' or 'W' ? $"D{channel[1..]}" : channel[0] == '#' ? "C99999999" : channel;
        return FakeAnswer.Json(
            200,
            JsonSerializer.Serialize(new { ok = true, channel = conversation, ts = timestamp, message = new { text = message.GetProperty("text").GetString(), type = "message", ts = timestamp } }),
            ("X-OAuth-Scopes", Scopes));
    }

    private FakeAnswer Hook(FakeRequest request)
    {
        var url = new Uri(BaseUrl, request.Path).AbsoluteUri;
        if (_troubles.TryGetValue(url, out var trouble))
            return FakeAnswer.Plain(StatusOf(trouble), trouble);
        if (!request.Path.EndsWith("-secret-of-the-hook", StringComparison.Ordinal))
            return FakeAnswer.Plain(404, "no_service");

        JsonElement message;
        try
        {
            message = request.Json();
        }
        catch (JsonException)
        {
            return FakeAnswer.Plain(400, "invalid_payload");
        }

        if (SlackRules.FindFault(message) is { } fault)
            return FakeAnswer.Plain(400, fault);
        if (IsTooSoon(url))
            return TooSoon();

        Keep(url, message, request);
        return FakeAnswer.Plain(200, "ok");
    }

    private static int StatusOf(string error) => error switch
    {
        "no_service" or "no_team" or "channel_not_found" => 404,
        "action_prohibited" or "invalid_token" => 403,
        "channel_is_archived" => 410,
        "rollup_error" => 500,
        _ => 400,
    };

    private static bool IsKnown(string channel) => channel is ['C' or 'D' or 'G' or 'U' or 'W', .. { Length: >= 8 }] or "#general";

    private static FakeAnswer TooSoon() => FakeAnswer.Json(429, """{"ok":false,"error":"ratelimited"}""", ("Retry-After", "1"));

    private bool IsTooSoon(string channel)
    {
        var now = _timeProvider.GetUtcNow();
        if (!IsStrict)
            return false;
        var last = _lastPosts.GetOrAdd(channel, DateTimeOffset.MinValue);
        return now - last < TimeSpan.FromSeconds(1) || !_lastPosts.TryUpdate(channel, now, last);
    }

    private string Keep(string channel, JsonElement message, FakeRequest request)
    {
        var timestamp = string.Create(CultureInfo.InvariantCulture, $"1503435956.{Interlocked.Increment(ref _timestamps):000000}");
        if (KeepsRequests)
            _posts.Enqueue(new(channel, message, timestamp, request.Header("idempotency-key")));
        return timestamp;
    }
}
