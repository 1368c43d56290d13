using Microsoft.Extensions.Time.Testing;
using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>Only the provider itself is believed, and what it tells twice is one fact.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class CallbackContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, ICallbackCases, new()
{
    private readonly FakeTimeProvider _clock = StandingClock.New();

    [Fact]
    public async Task A_genuine_request_tells_its_events()
    {
        var events = await EventsAsync(Genuine());

        Assert.NotEmpty(events);
        Assert.Equal(events.Count, events.Select(static told => told.EventId).Distinct(StringComparer.Ordinal).Count());
        Assert.All(events, static told => Assert.True(
            told.DeliveryId is not null || told.ProviderMessageId is not null || told.Address is not null,
            "An event names its delivery, the provider's id of the message, or the address; otherwise nobody knows what it is about."));
    }

    [Fact]
    public async Task A_request_that_comes_twice_tells_the_same_events()
    {
        var first = await EventsAsync(Genuine());
        _clock.Advance(TimeSpan.FromSeconds(1));
        var second = await EventsAsync(Genuine());

        Assert.Equal(first.Select(static told => (told.EventId, told.Kind)), second.Select(static told => (told.EventId, told.Kind)));
    }

    [Fact]
    public async Task A_request_without_a_signature_is_refused()
    {
        var genuine = Genuine();

        await AssertRefusedAsync(genuine with { Headers = Without(genuine.Headers) }, "a request without a signature");
    }

    [Fact]
    public async Task A_request_with_a_wrong_signature_is_refused()
    {
        var genuine = Genuine();
        var signature = genuine.Header(Channel.SignatureHeader) ?? "";
        Assert.NotEmpty(signature);

        for (var index = 0; index < signature.Length * 3 / 4; index += Math.Max(1, signature.Length / 8)) // not the last ones: base64 does not use all their bits
        {
            var other = char.ToUpperInvariant(signature[index]) == 'A' ? '0' : 'A';
            await AssertRefusedAsync(Signed(genuine, $"{signature[..index]}{other}{signature[(index + 1)..]}"), "a request with one wrong character in its signature");
        }

        foreach (var nonsense in new[] { "", " ", "=", "v1,", "not base64!", "\ud800", new string('A', 10_000) })
            await AssertRefusedAsync(Signed(genuine, nonsense), "a request with nonsense for a signature");
    }

    [Fact]
    public async Task A_request_whose_body_was_changed_is_refused()
    {
        if (!Channel.SignsBody)
            return;

        var genuine = Genuine();

        for (var index = 0; index < genuine.Body.Length; index += Math.Max(1, genuine.Body.Length / 16))
        {
            var changed = genuine.Body.ToArray();
            changed[index] ^= 1;
            await AssertRefusedAsync(genuine with { Body = changed }, $"a request with one bit changed at {index}");
        }
    }

    [Fact]
    public async Task A_request_for_another_secret_is_refused()
    {
        var backend = await StartBackendAsync();

        await AssertRefusedAsync(Genuine(), "a request that another secret signed", Channel.OtherSecret(backend.Url));
    }

    [Fact]
    public async Task A_signed_body_that_means_nothing_is_malformed_or_tells_nothing()
    {
        foreach (var garbage in new[] { "", "{", "[]", "null", "42", "{\"a\":", "<xml/>", "\0\u0001", "[[[[[[[[" })
        {
            var result = await ReceiveAsync(Channel.Sign(System.Text.Encoding.UTF8.GetBytes(garbage), _clock.GetUtcNow()));

            Assert.True(
                result is CallbackResult.Malformed { Code.Length: > 0, Reason.Length: > 0 } or CallbackResult.Verified { Events.Count: 0 },
                $"A signed body '{garbage}' must be Malformed, with code and reason, or tell no events, but was {result.GetType().Name}.");
        }
    }

    [Fact]
    public async Task A_refusal_shows_no_secret()
    {
        var backend = await StartBackendAsync();
        var settings = Channel.SettingsFor(backend.Url);
        var secrets = Secrets.Values(Manifest.SettingsSchema, settings).Concat(Channel.MoreSecrets).ToArray();
        var genuine = Genuine();

        foreach (var request in new[] { Signed(genuine, string.Join(' ', secrets)), Channel.Sign("{"u8.ToArray(), _clock.GetUtcNow()) })
        {
            var told = (await ReceiveAsync(request)).ToString();
            Assert.All(secrets, secret => Assert.False(told.Contains(secret, StringComparison.Ordinal), "What comes of a request shows a secret."));
        }
    }

    private CallbackRequest Genuine() => Channel.Sign(Channel.CallbackBody, _clock.GetUtcNow());

    private Dictionary<string, string> Without(IReadOnlyDictionary<string, string> headers) => new(
        headers.Where(header => !header.Key.Equals(Channel.SignatureHeader, StringComparison.OrdinalIgnoreCase)), StringComparer.OrdinalIgnoreCase);

    private CallbackRequest Signed(CallbackRequest request, string signature) =>
        request with { Headers = new Dictionary<string, string>(Without(request.Headers), StringComparer.OrdinalIgnoreCase) { [Channel.SignatureHeader] = signature } };

    private async Task<IReadOnlyList<ProviderEvent>> EventsAsync(CallbackRequest request)
    {
        var result = await ReceiveAsync(request);
        Assert.True(result is CallbackResult.Verified, $"A genuine request must be Verified, but was {result}.");
        return ((CallbackResult.Verified)result).Events;
    }

    private async Task AssertRefusedAsync(CallbackRequest request, string what, object? settings = null)
    {
        var result = await ReceiveAsync(request, settings);
        Assert.True(
            result is CallbackResult.Refused { Code.Length: > 0, Reason.Length: > 0 }, $"It must be Refused, with code and reason, but was {result.GetType().Name}: {what}.");
    }

    private async Task<CallbackResult> ReceiveAsync(CallbackRequest request, object? settings = null)
    {
        var backend = await StartBackendAsync();
        var receiver = Ability<IReceiveCallbacks>(CreateProvider(backend.Url, _clock, settings: settings, callbackUrl: Channel.CallbackUrl));
        var call = await Call.RunAsync(() => receiver.ReceiveAsync(request, Token).AsTask());
        Assert.True(call.Exception is null, $"Whatever a request holds, ReceiveAsync does not throw: {call.Exception}");
        Assert.NotNull(call.Value);
        return call.Value;
    }
}
