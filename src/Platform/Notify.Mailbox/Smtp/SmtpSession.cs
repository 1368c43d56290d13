using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Notify.Mailbox.Smtp;

/// <summary>One client's conversation (RFC 5321).</summary>
internal sealed class SmtpSession(
    Socket socket, bool implicitTls, X509Certificate2 certificate, MailboxOptions options,
    MailStore messages, MailScript script, TimeProvider timeProvider)
{
    private readonly SmtpInput _input = new(new NetworkStream(socket, ownsSocket: true));
    private readonly List<string> _to = [];
    private string? _from;
    private string? _user;
    private bool _isOpen = true;

    private bool IsEncrypted => _input.Stream is SslStream;

    public async Task RunAsync(CancellationToken stoppingToken)
    {
        try
        {
            if (implicitTls)
                await EncryptAsync(stoppingToken);
            if (!await StrikeAsync(ScriptStage.Connect, [], stoppingToken))
                _input.Answer("220 localhost Notify mailbox ESMTP");

            while (_isOpen && await _input.ReadLineAsync(stoppingToken) is { } line)
                await HandleAsync(line, stoppingToken);
            await _input.FlushAsync(stoppingToken);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or AuthenticationException or ObjectDisposedException)
        {
            // The client left in the middle, or the server stops: either way the session is over.
        }
        finally
        {
            await _input.Stream.DisposeAsync();
        }
    }

    private async Task HandleAsync(string line, CancellationToken stoppingToken)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        var verb = (space < 0 ? line : line[..space]).ToUpperInvariant();
        var argument = space < 0 ? "" : line[(space + 1)..].Trim();
        switch (verb)
        {
            case "EHLO":
                Forget();
                AnswerEhlo();
                break;
            case "HELO":
                Forget();
                _input.Answer("250 localhost");
                break;
            case "STARTTLS":
                await StartTlsAsync(stoppingToken);
                break;
            case "AUTH":
                await AuthenticateAsync(argument, stoppingToken);
                break;
            case "MAIL":
                await MailAsync(argument, stoppingToken);
                break;
            case "RCPT":
                await RecipientAsync(argument, stoppingToken);
                break;
            case "DATA":
                await DataAsync(stoppingToken);
                break;
            case "RSET":
                Forget();
                _input.Answer("250 2.0.0 Ok");
                break;
            case "NOOP":
                _input.Answer("250 2.0.0 Ok");
                break;
            case "QUIT":
                _input.Answer("221 2.0.0 Bye");
                _isOpen = false;
                break;
            default:
                _input.Answer("500 5.5.2 Command not recognised");
                break;
        }
    }

    private void AnswerEhlo()
    {
        string[] offered = ["PIPELINING", $"SIZE {options.MaxMessageBytes}", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES", "AUTH PLAIN LOGIN XOAUTH2", "STARTTLS"];
        var kept = offered.Where(extension => !(extension == "STARTTLS" && IsEncrypted)
            && !options.Withhold.Any(withheld => extension.Split(' ')[0].Equals(withheld, StringComparison.OrdinalIgnoreCase))).ToArray();
        _input.Answer(kept.Length == 0 ? "250 localhost" : "250-localhost");
        for (var i = 0; i < kept.Length; i++)
            _input.Answer((i == kept.Length - 1 ? "250 " : "250-") + kept[i]);
    }

    private async Task StartTlsAsync(CancellationToken stoppingToken)
    {
        if (IsEncrypted || options.Withhold.Contains("STARTTLS", StringComparer.OrdinalIgnoreCase))
        {
            _input.Answer("503 5.5.1 STARTTLS is not offered");
            return;
        }

        if (_input.HasUnread)
        {
            _input.Answer("501 5.5.4 Nothing may follow STARTTLS");
            _isOpen = false;
            return;
        }

        _input.Answer("220 2.0.0 Ready");
        await _input.FlushAsync(stoppingToken);
        await EncryptAsync(stoppingToken);
        Forget();
        _user = null;
    }

    private async Task EncryptAsync(CancellationToken stoppingToken)
    {
        var encrypted = new SslStream(_input.Stream, leaveInnerStreamOpen: false);
        _input.Switch(encrypted);
        await encrypted.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stoppingToken);
    }

    private async Task AuthenticateAsync(string argument, CancellationToken stoppingToken)
    {
        var words = argument.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var mechanism = words.FirstOrDefault("").ToUpperInvariant();
        var login = mechanism switch
        {
            "LOGIN" => await SmtpLogin.ReadLoginAsync(_input, words.ElementAtOrDefault(1), stoppingToken),
            "PLAIN" => await SmtpLogin.ReadPlainAsync(_input, words.ElementAtOrDefault(1), stoppingToken),
            "XOAUTH2" => await SmtpLogin.ReadXoauth2Async(_input, words.ElementAtOrDefault(1), stoppingToken),
            _ => null,
        };
        if (login is null)
        {
            _input.Answer("501 5.5.4 Unknown mechanism or unreadable response");
            return;
        }

        if (options.Username is not null && (login.User != options.Username || login.Secret != (options.Password ?? "")))
        {
            if (mechanism == "XOAUTH2")
            {
                _input.Answer("334 eyJzdGF0dXMiOiI0MDEifQ=="); // {"status":"401"}, then the client's empty line
                await _input.ReadLineAsync(stoppingToken);
            }

            _input.Answer("535 5.7.8 Authentication credentials invalid");
            return;
        }

        _user = login.User;
        _input.Answer("235 2.7.0 Authentication successful");
    }

    private async Task MailAsync(string argument, CancellationToken stoppingToken)
    {
        if (!SmtpPath.TryRead(argument, "FROM:", out var sender, out var parameters))
        {
            _input.Answer("501 5.5.4 Syntax: MAIL FROM:<address>");
        }
        else if (_from is not null)
        {
            _input.Answer("503 5.5.1 Nested MAIL command");
        }
        else if (options.Username is not null && _user is null)
        {
            _input.Answer("530 5.7.0 Authentication required");
        }
        else if (parameters.Any(parameter => parameter.StartsWith("SIZE=", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(parameter.AsSpan(5), CultureInfo.InvariantCulture, out var size) && size > options.MaxMessageBytes))
        {
            _input.Answer("552 5.3.4 Message size exceeds the limit");
        }
        else if (!await StrikeAsync(ScriptStage.Mail, [sender], stoppingToken))
        {
            _from = sender;
            _input.Answer("250 2.1.0 Ok");
        }
    }

    private async Task RecipientAsync(string argument, CancellationToken stoppingToken)
    {
        if (_from is null)
        {
            _input.Answer("503 5.5.1 Need MAIL before RCPT");
        }
        else if (!SmtpPath.TryRead(argument, "TO:", out var recipient, out _) || recipient.Length == 0)
        {
            _input.Answer("501 5.1.3 Syntax: RCPT TO:<address>");
        }
        else if (!await StrikeAsync(ScriptStage.Rcpt, [recipient], stoppingToken))
        {
            _to.Add(recipient);
            _input.Answer("250 2.1.5 Ok");
        }
    }

    private async Task DataAsync(CancellationToken stoppingToken)
    {
        if (_to.Count == 0)
        {
            _input.Answer("503 5.5.1 Need RCPT before DATA");
            return;
        }

        if (await StrikeAsync(ScriptStage.Data, _to, stoppingToken))
            return;

        _input.Answer("354 End data with <CR><LF>.<CR><LF>");
        if (await _input.ReadMessageAsync(options.MaxMessageBytes, stoppingToken) is not { } content)
        {
            _isOpen = false;
            return;
        }

        if (content.IsEmpty)
            _input.Answer("552 5.3.4 Message is empty or exceeds the limit");
        else if (!await StrikeAsync(ScriptStage.Dot, _to, stoppingToken, content))
            _input.Answer($"250 2.0.0 Ok: queued as {Keep(content).Id}");
        Forget();
    }

    private ReceivedMail Keep(ReadOnlyMemory<byte> content)
    {
        var to = _to.ToArray();
        var from = _from ?? "";
        return messages.Add(id => new()
        {
            Id = id,
            From = from,
            To = to,
            Content = content,
            ReceivedAt = timeProvider.GetUtcNow(),
            AuthUser = _user,
            Tls = IsEncrypted,
        });
    }

    private void Forget()
    {
        _from = null;
        _to.Clear();
    }

    /// <summary>Lets the script act; says whether it did.</summary>
    private async ValueTask<bool> StrikeAsync(
        ScriptStage stage, IReadOnlyList<string> addresses, CancellationToken stoppingToken, ReadOnlyMemory<byte> content = default)
    {
        if (script.Strike(stage, addresses) is not { } rule)
            return false;

        switch (rule.Action)
        {
            case ScriptAction.Reply:
                _input.Answer($"{rule.Code} {rule.Text}");
                _isOpen = rule.Code != 421 && stage != ScriptStage.Connect;
                return true;
            case ScriptAction.DropAfterDot when stage == ScriptStage.Dot:
                Keep(content);
                break;
            case ScriptAction.Stall:
                await _input.DrainAsync(stoppingToken);
                break;
        }

        throw new IOException("The script ends the session.");
    }
}
