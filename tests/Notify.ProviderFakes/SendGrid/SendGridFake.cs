using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace Notify.ProviderFakes.SendGrid;

/// <summary>
/// SendGrid's v3 Web API: checks the key, its permission, the sender and every part of a mail as the documentation lists them, answers 202 with
/// <c>X-Message-Id</c>, and tells its limits in <c>X-RateLimit-*</c>.
/// </summary>
public sealed class SendGridFake : ProviderFake
{
    /// <summary>A key with the permission to send.</summary>
    public const string ApiKey = "SG.fake-key-of-the-tests.0123456789abcdef";

    /// <summary>A key that may read statistics only.</summary>
    public const string ReadOnlyKey = "SG.fake-key-that-reads.0123456789abcdef";

    private const string SendPath = "/v3/mail/send";
    private const int LargestMail = 30 * 1024 * 1024;
    private readonly ConcurrentQueue<SentMail> _mails = [];
    private readonly TimeProvider _timeProvider;
    private int _messages;
    private int _remaining = int.MaxValue;

    private SendGridFake(TimeProvider timeProvider) => _timeProvider = timeProvider;

    /// <summary>Gets the mails taken so far, one per recipient; none of those that were only checked.</summary>
    public IReadOnlyList<SentMail> Mails => [.. _mails];

    /// <summary>Gets the requests to send.</summary>
    public IReadOnlyList<FakeRequest> Sends => [.. Requests.Where(static request => request.Path == SendPath)];

    /// <summary>Gets the signer of the event webhook.</summary>
    public FakeEventWebhook Webhook { get; } = new();

    /// <summary>Gets or sets the domain whose senders are verified. The default is <c>example.com</c>.</summary>
    public string VerifiedDomain { get; set; } = "example.com";

    /// <summary>Starts one.</summary>
    /// <param name="timeProvider">The clock of the limits; <see langword="null"/> means the system's.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<SendGridFake> StartAsync(TimeProvider? timeProvider, CancellationToken cancellationToken)
    {
        var fake = new SendGridFake(timeProvider ?? TimeProvider.System);
        await fake.StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>An answer with SendGrid's error object.</summary>
    /// <param name="status">The status.</param>
    /// <param name="message">The sentence.</param>
    /// <param name="field">The field that it is about; <see langword="null"/> when about none.</param>
    /// <param name="headers">Further header fields.</param>
    public static FakeAnswer Error(int status, string message, string? field = null, params ReadOnlySpan<(string Name, string Value)> headers) => FakeAnswer.Json(
        status, JsonSerializer.Serialize(new { errors = new[] { new { message, field, help = (string?)null } } }), headers);

    /// <summary>Lets through so many requests more; the next ones are told to wait.</summary>
    /// <param name="requests">How many.</param>
    public void Limit(int requests) => Volatile.Write(ref _remaining, requests);

    /// <inheritdoc/>
    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Webhook.Dispose();
    }

    /// <inheritdoc/>
    protected override FakeAnswer Answer(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var remaining = Volatile.Read(ref _remaining) == int.MaxValue ? int.MaxValue : Interlocked.Decrement(ref _remaining);
        if (remaining < 0)
        {
            return Error(429, "too many requests", null, ("X-RateLimit-Limit", "600"), ("X-RateLimit-Remaining", "0"), ("X-RateLimit-Reset", Reset()));
        }

        var key = request.Header("authorization") is ['B', 'e', 'a', 'r', 'e', 'r', ' ', .. var bearer] ? bearer : "";
        if (key is not (ApiKey or ReadOnlyKey))
            return Error(401, "The provided authorization grant is invalid, expired, or revoked");
        return (request.Method, request.Path) switch
        {
            ("GET", "/v3/scopes") => FakeAnswer.Json(200, key == ApiKey ? """{"scopes":["mail.batch.create","mail.send","stats.read"]}""" : """{"scopes":["stats.read"]}"""),
            ("POST", SendPath) => key == ApiKey ? Take(request) : Error(403, "access forbidden"),
            (_, SendPath) => Error(405, "method not allowed"),
            _ => Error(404, "not found"),
        };
    }

    private string Reset() => (_timeProvider.GetUtcNow().ToUnixTimeSeconds() + 60).ToString(CultureInfo.InvariantCulture);

    private FakeAnswer Take(FakeRequest request)
    {
        if (request.Header("content-type")?.StartsWith("application/json", StringComparison.Ordinal) != true)
            return Error(415, "Content-Type should be application/json.");
        if (request.Body.Length > LargestMail)
            return Error(413, "The JSON payload you have included in your request is too large.");

        JsonElement mail;
        try
        {
            mail = request.Json();
        }
        catch (JsonException)
        {
            return Error(400, "Bad Request");
        }

        if (MailRules.FindFault(mail) is { } fault)
            return Error(400, fault.Message, fault.Field);
        if (!mail.GetProperty("from").GetProperty("email").GetString()!.EndsWith($"@{VerifiedDomain}", StringComparison.OrdinalIgnoreCase)) // the rules want one
            return Error(403, "The from address does not match a verified Sender Identity. Mail cannot be sent until this error is resolved.", "from");
        if (MailRules.IsSandboxed(mail))
            return FakeAnswer.Json(200, "");

        var id = $"fake-{Interlocked.Increment(ref _messages):D8}_{Guid.CreateVersion7():N}"[..22];
        if (KeepsRequests)
        {
            foreach (var recipient in mail.GetProperty("personalizations").EnumerateArray())
                _mails.Enqueue(SentMail.Of(id, recipient, mail));
        }

        return FakeAnswer.Plain(202, "", ("X-Message-Id", id));
    }
}
