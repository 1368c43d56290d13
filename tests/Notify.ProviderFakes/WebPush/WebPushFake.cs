using System.Collections.Concurrent;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Notify.ProviderFakes.WebPush;

/// <summary>A browser's push service (RFC 8030) over TLS: checks VAPID, the header fields and the size, but cannot read what it carries.</summary>
public sealed partial class WebPushFake : ProviderFake
{
    private readonly ConcurrentDictionary<string, (FakeBrowser Browser, string? VapidKey)> _subscriptions = [];
    private readonly ConcurrentDictionary<string, bool> _ended = [];
    private readonly FakeVapid _vapid = new();
    private readonly TimeProvider _timeProvider;
    private int _messages;

    private WebPushFake(TimeProvider timeProvider)
        : base(FakeTransport.Tls) => _timeProvider = timeProvider;

    /// <summary>Gets who a VAPID token must be for.</summary>
    public string Origin => BaseUrl.GetLeftPart(UriPartial.Authority);

    /// <summary>Starts one.</summary>
    /// <param name="timeProvider">The clock by which tokens are judged; <see langword="null"/> means the system's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<WebPushFake> StartAsync(TimeProvider? timeProvider, CancellationToken cancellationToken)
    {
        var fake = new WebPushFake(timeProvider ?? TimeProvider.System);
        await fake.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>Subscribes a browser.</summary>
    /// <param name="vapidKey">The key that it subscribed with; <see langword="null"/> takes any.</param>
    public FakeBrowser Subscribe(string? vapidKey = null)
    {
        var path = $"/push/{Guid.CreateVersion7():N}";
        var browser = new FakeBrowser(new(BaseUrl, path));
        _subscriptions[path] = (browser, vapidKey);
        return browser;
    }

    /// <summary>Ends a subscription, as when the site's data is cleared.</summary>
    /// <param name="browser">The browser.</param>
    public void Unsubscribe(FakeBrowser browser)
    {
        ArgumentNullException.ThrowIfNull(browser);
        _ended[browser.Endpoint.AbsolutePath] = true;
    }

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await base.DisposeAsync();
        foreach (var (browser, _) in _subscriptions.Values)
            browser.Dispose();
    }

    /// <inheritdoc/>
    protected override FakeAnswer Answer(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (!_subscriptions.TryGetValue(request.Path, out var subscription))
            return FakeAnswer.Plain(404, "no such subscription");
        if (_ended.ContainsKey(request.Path))
            return FakeAnswer.Plain(410, "push subscription has unsubscribed or expired.");
        if (request.Header("authorization") is not { } authorization)
            return FakeAnswer.Plain(401, "no VAPID");
        if (_vapid.FindFault(authorization, Origin, subscription.VapidKey, _timeProvider.GetUtcNow()) is { } fault)
            return FakeAnswer.Plain(403, fault);
        if (request.Method != "POST" || request.Header("content-encoding") != "aes128gcm" || !int.TryParse(request.Header("ttl"), CultureInfo.InvariantCulture, out var seconds) || seconds < 0)
            return FakeAnswer.Plain(400, "method, content-encoding or ttl");
        if (request.Header("topic") is { } topic && !Topic().IsMatch(topic))
            return FakeAnswer.Plain(400, "topic");
        if (request.Header("urgency") is not (null or "very-low" or "low" or "normal" or "high"))
            return FakeAnswer.Plain(400, "urgency");
        if (request.Body.Length > 4_096)
            return FakeAnswer.Plain(413, "too large");

        return FakeAnswer.Plain(201, "", ("Location", $"{Origin}/message/{Interlocked.Increment(ref _messages)}"));
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,32}$")]
    private static partial Regex Topic();
}
