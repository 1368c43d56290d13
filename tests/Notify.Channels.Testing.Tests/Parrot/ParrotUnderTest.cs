using Notify.Channels.Sdk;

namespace Notify.Channels.Testing.Tests.Parrot;

/// <summary>Describes the parrot; a subclass gives it a flaw.</summary>
public class ParrotUnderTest : HttpChannelUnderTest, ICallbackCases, IEndpointCases
{
    private const string Secret = "parrot-webhook-secret";

    public ReadOnlyMemory<byte> CallbackBody => """{"id":"e-1","deliveryId":"d-1"}"""u8.ToArray();

    public string SignatureHeader => ParrotProvider.SignatureHeader;

    public IReadOnlyList<string> GoodAddresses => ["polly", "parrot-7"];

    public IReadOnlyList<string> BadAddresses => ["", "polly@example.com"];

    protected virtual Flaw Flaw => Flaw.None;

    public override IReadOnlyList<StatusExpectation> Expectations =>
        Flaw == Flaw.ExcusesItselfWithoutReason ? [new(503, OutcomeClass.Rejected, " ")] : [];

    public override IChannelPlugin CreatePlugin() => new ParrotPlugin(Flaw);

    public override async ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken) => await ParrotServer.StartAsync(cancellationToken);

    public override object Settings(Uri server) => new { baseUrl = server.ToString(), apiKey = ParrotServer.ApiKey, webhookSecret = Secret };

    public override object? WrongCredentials(Uri server) => new { baseUrl = server.ToString(), apiKey = "another-key", webhookSecret = Secret };

    public override string? RefusedAddress(Uri server) => "nobody";

    public object OtherSecret(Uri server) => new { baseUrl = server.ToString(), apiKey = ParrotServer.ApiKey, webhookSecret = "another-secret" };

    public CallbackRequest Sign(ReadOnlyMemory<byte> body, DateTimeOffset now) => new()
    {
        Method = "POST",
        Url = ((ICallbackCases)this).CallbackUrl,
        Headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { [SignatureHeader] = ParrotProvider.Signature(Secret, body.Span) },
        Body = body,
    };
}
