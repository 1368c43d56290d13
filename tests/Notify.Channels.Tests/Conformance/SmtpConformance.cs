using System.Text;
using System.Text.RegularExpressions;
using Notify.Channels.Sdk;
using Notify.Channels.Smtp;
using Notify.Channels.Testing;
using Notify.Mailbox;

namespace Notify.Channels.Tests.Conformance;

public sealed partial class SmtpUnderTest : ChannelUnderTest
{
    private const string Password = "s3cret-of-the-shop";

    public override string EntryAssembly => BuiltPlugin.EntryAssembly("Notify.Channels.Smtp");

    public override IReadOnlyList<FaultCase> Faults => SmtpFaults.All;

    public override IReadOnlyDictionary<Type, string> NotApplicable => new Dictionary<Type, string>
    {
        [typeof(BatchContract<>)] = "SMTP takes one message per transaction; the sessions are pooled instead.",
        [typeof(HealthContract<>)] = "The plugin has no probe; VerifyCredentials logs in.",
        [typeof(CallbackContract<>)] = "Bounces come as mail, not as HTTP.",
        [typeof(EndpointContract<>)] = "Every channel of e-mail shares the host's own check of addresses.",
    };

    public override IChannelPlugin CreatePlugin() => new SmtpPlugin();

    public override object Settings(Uri server) => SettingsWith(server, Password);

    public override object? WrongCredentials(Uri server) => SettingsWith(server, "wrong");

    public override ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken)
    {
        var mailbox = MailboxServer.Start(new() { Username = "shop", Password = Password });
        return new(new ChannelBackend(new Uri($"smtp://127.0.0.1:{mailbox.SmtpPort}/"), () => mailbox.Messages.Snapshot().Select(Received), mailbox));
    }

    private static object SettingsWith(Uri server, string password) => new
    {
        host = server.Host,
        port = server.Port,
        useTls = false,
        useSsl = server.Scheme == "smtps",
        username = "shop",
        password,
        fromEmail = "shop@example.com",
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

public sealed class SmtpVerify : VerifyContract<SmtpUnderTest>;

public sealed class SmtpComplete : ContractCompleteness<SmtpUnderTest>;
