using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;

namespace Notify.ProviderFakes.Twilio;

/// <summary>
/// Twilio's Programmable Messaging: Basic authentication, forms, Twilio's error objects, and the magic numbers that its documentation of test
/// credentials lists. It knows no idempotency: what comes twice is sent twice.
/// </summary>
public sealed class TwilioFake : ProviderFake
{
    /// <summary>The account.</summary>
    public const string AccountSid = "AC0123456789abcdef0123456789abcdef";

    /// <summary>Its auth token.</summary>
    public const string AuthToken = "fake-auth-token-0123456789abcdef";

    /// <summary>A standard API key of it, which may not see the account itself.</summary>
    public const string ApiKeySid = "SK0123456789abcdef0123456789abcdef";

    /// <summary>The API key's secret.</summary>
    public const string ApiKeySecret = "fake-api-key-secret-0123456789";

    /// <summary>A messaging service of it.</summary>
    public const string MessagingServiceSid = "MG0123456789abcdef0123456789abcdef";

    /// <summary>The number that Twilio's documentation gives for a sender that works.</summary>
    public const string From = "+15005550006";

    private const string Account = "/2010-04-01/Accounts/" + AccountSid;
    private const int LongestBody = 1_600;
    private readonly ConcurrentQueue<SentText> _texts = [];
    private int _sids;

    /// <summary>Gets the messages taken so far.</summary>
    public IReadOnlyList<SentText> Texts => [.. _texts];

    /// <summary>Gets or sets the account's state: <c>active</c>, <c>suspended</c> or <c>closed</c>.</summary>
    public string AccountStatus { get; set; } = "active";

    /// <summary>Starts one.</summary>
    /// <param name="cancellationToken">Ends the start.</param>
    public static new async Task<TwilioFake> StartAsync(CancellationToken cancellationToken)
    {
        var fake = new TwilioFake();
        await ((ProviderFake)fake).StartAsync(cancellationToken);
        return fake;
    }

    /// <summary>An answer with Twilio's error object.</summary>
    /// <param name="status">The status.</param>
    /// <param name="code">Twilio's code.</param>
    /// <param name="message">The sentence, which often repeats the number.</param>
    /// <param name="headers">Further header fields.</param>
    public static FakeAnswer Error(int status, int code, string message, params ReadOnlySpan<(string Name, string Value)> headers) => FakeAnswer.Json(
        status, JsonSerializer.Serialize(new { code, message, more_info = $"https://www.twilio.com/docs/errors/{code}", status }), headers);

    /// <inheritdoc/>
    protected override FakeAnswer Answer(FakeRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var isKey = IsLogin(request, ApiKeySid, ApiKeySecret);
        if (!isKey && !IsLogin(request, AccountSid, AuthToken))
            return Error(401, 20003, "Authenticate");
        return (request.Method, request.Path) switch
        {
            ("GET", Account + ".json") => isKey ? Error(401, 20003, "Authenticate") : FakeAnswer.Json(200, $$"""{"sid":"{{AccountSid}}","status":"{{AccountStatus}}","type":"Full"}"""),
            ("GET", Account + "/Messages.json") => FakeAnswer.Json(200, """{"messages":[],"page":0,"page_size":1}"""),
            ("POST", Account + "/Messages.json") => Take(request),
            _ => Error(404, 20404, $"The requested resource {request.Path} was not found"),
        };
    }

    private static bool IsLogin(FakeRequest request, string user, string password) =>
        request.Header("authorization") == $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    private FakeAnswer Take(FakeRequest request)
    {
        if (request.Header("content-type")?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) != true)
            return Error(415, 20006, "Unsupported media type");
        if (AccountStatus != "active")
            return Error(403, 20005, "Account not active");

        var form = request.Form();
        var fields = form.Where(static field => field.Key != "MediaUrl").ToDictionary(static field => field.Key, static field => field.First());
        var media = form["MediaUrl"].ToArray();
        if (FindFault(fields, media) is { } fault)
            return fault;

        var sid = $"SM{Interlocked.Increment(ref _sids):x32}";
        if (KeepsRequests)
            _texts.Enqueue(new(sid, fields, media, request.Header("idempotency-key")));
        return FakeAnswer.Json(201, JsonSerializer.Serialize(new
        {
            account_sid = AccountSid,
            body = fields["Body"],
            error_code = (int?)null,
            num_segments = fields.ContainsKey("MessagingServiceSid") ? "0" : "1",
            sid,
            status = "queued",
            subresource_uris = new { media = $"{Account}/Messages/{sid}/Media.json" },
            to = fields["To"],
        }));
    }

    private static FakeAnswer? FindFault(Dictionary<string, string> fields, string[] media)
    {
        if (fields.GetValueOrDefault("To") is not { Length: > 0 } to)
            return Error(400, 21604, "A 'To' phone number is required.");
        if (Sender(fields) is { } wrongSender)
            return wrongSender;
        if (fields.GetValueOrDefault("Body") is not { Length: > 0 } body)
            return media.Length == 0 ? Error(400, 21602, "Message body is required.") : null;
        if (body.Length > LongestBody)
            return Error(400, 21617, "The concatenated message body exceeds the 1600 character limit.");
        if (media.Length > 10)
            return Error(400, 21623, "Number of media files exceeds allowed limit.");
        if (fields.GetValueOrDefault("StatusCallback") is { } callback && !Uri.TryCreate(callback, UriKind.Absolute, out _))
            return Error(400, 21609, "The 'StatusCallback' URL is not a valid URL.");
        if (fields.GetValueOrDefault("ValidityPeriod") is { } validity && (!int.TryParse(validity, out var seconds) || seconds is < 1 or > 36_000))
            return Error(400, 21621, "The 'ValidityPeriod' is invalid.");
        return to switch
        {
            "+15005550001" => Error(400, 21211, $"The 'To' number {to} is not a valid phone number."),
            "+15005550002" => Error(400, 21612, $"The 'To' phone number: {to}, is not currently reachable using the 'From' phone number via SMS."),
            "+15005550003" => Error(400, 21408, $"Permission to send an SMS has not been enabled for the region indicated by the 'To' number: {to}."),
            "+15005550004" => Error(400, 21610, "Attempt to send to unsubscribed recipient"),
            "+15005550009" => Error(400, 21614, $"'To' number: {to}, is not a mobile number"),
            ['+', .. var digits] when digits.Length is >= 2 and <= 15 && digits.All(char.IsAsciiDigit) => null,
            _ => Error(400, 21211, $"The 'To' number {to} is not a valid phone number."),
        };
    }

    private static FakeAnswer? Sender(Dictionary<string, string> fields)
    {
        if (fields.GetValueOrDefault("MessagingServiceSid") is { } service)
            return service == MessagingServiceSid ? null : Error(404, 21701, "The Messaging Service does not exist");
        return fields.GetValueOrDefault("From") switch
        {
            null or "" => Error(400, 21603, "A 'From' phone number is required."),
            "+15005550001" => Error(400, 21212, "The 'From' number +15005550001 is not a valid phone number, shortcode, or alphanumeric sender ID."),
            "+15005550007" => Error(400, 21606, "The 'From' phone number provided (+15005550007) is not a valid message-capable Twilio phone number for this destination."),
            "+15005550008" => Error(429, 21611, "This 'From' number has exceeded the maximum number of queued messages"),
            _ => null,
        };
    }
}
