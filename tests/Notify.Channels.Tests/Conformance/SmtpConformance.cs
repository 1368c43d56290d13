using System.Text;
using System.Text.RegularExpressions;
using Notify.Channels.Sdk;
using Notify.Channels.Smtp;
using Notify.Channels.Testing;
using Notify.Channels.Tests.Smtp;
using Notify.Mailbox;

namespace Notify.Channels.Tests.Conformance;

public sealed partial class SmtpUnderTest : ChannelUnderTest, ICallbackCases
{
    private const string Password = "s3cret-of-the-shop";
    private const string BounceSecret = "b0unce-s3cret-of-the-shop";
    private static readonly string DkimKey = DkimKeys.MakePem();

    public ReadOnlyMemory<byte> CallbackBody => Reports.Postfix("5.1.1");

    public string SignatureHeader => "Authorization";

    public bool SignsBody => false;

    public override string EntryAssembly => BuiltPlugin.EntryAssembly("Notify.Channels.Smtp");

    public override IReadOnlyList<FaultCase> Faults => SmtpFaults.All;

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "SMTP takes one message per transaction; the sessions are pooled instead.",
        [typeof(EndpointContract<>)] = "Every channel of e-mail shares the host's own check of addresses.",
    };

    public override IChannelPlugin CreatePlugin() => new SmtpPlugin();

    public override object Settings(Uri server) => SettingsWith(server, Password, BounceSecret);

    public override object? WrongCredentials(Uri server) => SettingsWith(server, "wrong", BounceSecret);

    public object OtherSecret(Uri server) => SettingsWith(server, Password, "another-b0unce-s3cret");

    public CallbackRequest Sign(ReadOnlyMemory<byte> body, DateTimeOffset now) => Reports.Request(body, BounceSecret);

    public override ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var mailbox = MailboxServer.Start(new() { Username = "shop", Password = Password });
        return new(new ChannelBackend(new Uri($"smtp://127.0.0.1:{mailbox.SmtpPort}/"), () => mailbox.Messages.Snapshot().Select(Received), mailbox));
    }

    private static object SettingsWith(Uri server, string password, string bounceSecret) => new
    {
        host = server.Host,
        port = server.Port,
        useTls = false,
        useSsl = server.Scheme == "smtps",
        username = "shop",
        password,
        fromEmail = "shop@example.com",
        dkimDomain = "example.com",
        dkimSelector = "s1",
        dkimPrivateKey = DkimKey,
        bounceAddress = "bounces@example.com",
        bounceSecret,
    };

    private static ReceivedMessage Received(ReceivedMail mail)
    {
        var text = Encoding.UTF8.GetString(mail.Content.Span);
        return new() { DeliveryId = TextOf().Match(text).Groups[1].Value, IdempotencyToken = MessageId().Match(text).Groups[1].Value };
    }

    [GeneratedRegex("Conformance text of ([0-9a-f-]{36})")]
    private static partial Regex TextOf();

    [GeneratedRegex("^Message-ID: *(?:\r\n )?(<[^>]+>)", RegexOptions.Multiline | RegexOptions.IgnoreCase)]
    private static partial Regex MessageId();
}

public sealed class SmtpManifest : ManifestContract<SmtpUnderTest>;

public sealed class SmtpSend : SendContract<SmtpUnderTest>;

public sealed class SmtpCancellation : CancellationContract<SmtpUnderTest>;

public sealed class SmtpTimeout : TimeoutContract<SmtpUnderTest>;

public sealed class SmtpErrorClass : ErrorClassContract<SmtpUnderTest>;

public sealed class SmtpSecrecy : SecrecyContract<SmtpUnderTest>;

public sealed class SmtpIdempotency : IdempotencyContract<SmtpUnderTest>;

public sealed class SmtpUnload : UnloadContract<SmtpUnderTest>;

public sealed class SmtpHealth : HealthContract<SmtpUnderTest>;

public sealed class SmtpCallbacks : CallbackContract<SmtpUnderTest>;

public sealed class SmtpVerify : VerifyContract<SmtpUnderTest>;

public sealed class SmtpComplete : ContractCompleteness<SmtpUnderTest>;
