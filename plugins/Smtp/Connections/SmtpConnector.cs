using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using Notify.Channels.Sdk;
using Notify.Channels.Smtp.Mime;

namespace Notify.Channels.Smtp.Connections;

/// <summary>Makes sessions: connect, greeting, EHLO, STARTTLS, AUTH.</summary>
internal sealed class SmtpConnector(SmtpSettings settings)
{
    private readonly Confidential _confidential = Confidential.Of(settings);

    private string Server => $"{settings.Host}:{settings.Port}";

    /// <summary>Makes a session, logged in unless <paramref name="login"/> says otherwise.</summary>
    /// <exception cref="SmtpRefusedException">The server cannot be reached or does not let us in.</exception>
    public async Task<SmtpConnection> ConnectAsync(bool login, CancellationToken cancellationToken)
    {
        SmtpConnection? connection = null;
        try
        {
            connection = new SmtpConnection(await DialAsync(cancellationToken));
            if (settings.UseSsl)
                await EncryptAsync(connection, cancellationToken);

            Expect(await connection.ReadReplyAsync(keepText: true, cancellationToken), 220, "greeting");
            await GreetAsync(connection, cancellationToken);
            if (!settings.UseSsl && (settings.UseTls || settings.OpportunisticTls))
                await StartTlsAsync(connection, cancellationToken);
            if (login && settings.Username is not null)
                await AuthenticateAsync(connection, settings.Username, cancellationToken);

            var session = connection;
            connection = null;
            return session;
        }
        catch (SocketException exception)
        {
            throw Refused(new SendOutcome.Transient { Code = "connect-failed", Reason = $"{Server}: {exception.SocketErrorCode}." });
        }
        catch (AuthenticationException exception)
        {
            throw Refused(new SendOutcome.Misconfigured { Code = "tls-failed", Reason = $"{Server}: TLS failed: {exception.Message}" });
        }
        catch (IOException exception)
        {
            throw Refused(new SendOutcome.Transient { Code = "connection-lost", Reason = $"{Server}: {exception.Message}" });
        }
        finally
        {
            connection?.Dispose();
        }
    }

    private static SmtpRefusedException Refused(SendOutcome outcome) => new(outcome, outcome switch
    {
        SendOutcome.Transient transient => transient.Reason ?? transient.Code,
        SendOutcome.Misconfigured misconfigured => misconfigured.Reason ?? misconfigured.Code,
        SendOutcome.Rejected rejected => rejected.Reason,
        _ => "The server refused the session.",
    });

    private async Task<Socket> DialAsync(CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(settings.Host, settings.Port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private async Task GreetAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        var reply = await connection.CommandAsync($"EHLO {settings.EhloName}", cancellationToken);
        if (reply.Code is >= 500 and < 600)
        {
            Expect(await connection.CommandAsync($"HELO {settings.EhloName}", cancellationToken), 250, "HELO");
            connection.Extensions = SmtpExtensions.None;
            return;
        }

        Expect(reply, 250, "EHLO");
        connection.Extensions = SmtpExtensions.Parse(reply.Text);
    }

    private async Task StartTlsAsync(SmtpConnection connection, CancellationToken cancellationToken)
    {
        if (!connection.Extensions.StartTls)
        {
            if (settings.OpportunisticTls)
                return;

            throw Refused(new SendOutcome.Misconfigured
            {
                Code = "starttls-not-offered",
                Reason = $"{Server} does not offer STARTTLS, which useTls requires. Set useSsl for implicit TLS, or useTls to false to send in clear text.",
            });
        }

        Expect(await connection.CommandAsync("STARTTLS", cancellationToken), 220, "STARTTLS");
        await EncryptAsync(connection, cancellationToken);
        await GreetAsync(connection, cancellationToken); // what was said in clear text does not count (RFC 3207 section 4.2)
    }

    private Task EncryptAsync(SmtpConnection connection, CancellationToken cancellationToken) => connection.EncryptAsync(
        new SslClientAuthenticationOptions
        {
            TargetHost = settings.Host,
            RemoteCertificateValidationCallback = (_, _, _, errors) => settings.AcceptInvalidCertificates || errors == SslPolicyErrors.None,
        },
        cancellationToken);

    private async Task AuthenticateAsync(SmtpConnection connection, string username, CancellationToken cancellationToken)
    {
        var offered = connection.Extensions.AuthMechanisms;
        var mechanism = settings.AuthMechanism != "auto" ? settings.AuthMechanism
            : offered.Contains("PLAIN") ? "PLAIN"
            : offered.Contains("LOGIN") ? "LOGIN" : "";
        if (!offered.Contains(mechanism))
        {
            throw NotLoggedIn(
                "auth-not-offered",
                $"{Server} offers {(offered.Length == 0 ? "no authentication" : string.Join(", ", offered))}, "
                    + $"but authMechanism is {settings.AuthMechanism}. Change it, or remove the user name.");
        }

        var reply = mechanism switch
        {
            "LOGIN" => await LoginAsync(connection, username, cancellationToken),
            "XOAUTH2" => await OneLineAsync(connection, $"XOAUTH2 {Base64($"user={username}\u0001auth=Bearer {settings.Password}\u0001\u0001")}", cancellationToken),
            _ => await OneLineAsync(connection, $"PLAIN {Base64($"\0{username}\0{settings.Password}")}", cancellationToken),
        };
        if (reply.Code == 334)
            reply = await connection.CommandAsync("", cancellationToken); // XOAUTH2 explains its refusal first
        if (reply.Code == 235)
            return;

        throw reply.IsTransient
            ? Refused(new SendOutcome.Transient { Code = reply.StableCode, Reason = $"{Server} cannot check the credentials now: {_confidential.Hide(reply.Text)}" })
            : NotLoggedIn(reply.StableCode, $"{Server} refused the credentials: {_confidential.Hide(reply.Text)}");
    }

    /// <summary>A sender's wrong login is that sender's fault: the integration's other messages are well.</summary>
    private SmtpRefusedException NotLoggedIn(string code, string reason) => Refused(settings.IsSendersOwn
        ? new SendOutcome.Rejected { Code = "sender-auth-failed", Reason = $"The sender's own login does not work: {reason}" }
        : new SendOutcome.Misconfigured { Code = code, Reason = reason });

    private static ValueTask<SmtpReply> OneLineAsync(SmtpConnection connection, string response, CancellationToken cancellationToken) =>
        connection.CommandAsync($"AUTH {response}", cancellationToken);

    private async ValueTask<SmtpReply> LoginAsync(SmtpConnection connection, string username, CancellationToken cancellationToken)
    {
        var reply = await connection.CommandAsync("AUTH LOGIN", cancellationToken);
        if (reply.Code == 334)
            reply = await connection.CommandAsync(Base64(username), cancellationToken);
        return reply.Code == 334 ? await connection.CommandAsync(Base64(settings.Password), cancellationToken) : reply;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private void Expect(SmtpReply reply, int code, string stage)
    {
        if (reply.Code == code)
            return;

        var reason = $"{Server} answered {reply.Code} to {stage}: {_confidential.Hide(reply.Text)}";
        throw Refused(reply.IsTransient
            ? new SendOutcome.Transient { Code = reply.StableCode, Reason = reason }
            : new SendOutcome.Misconfigured { Code = reply.StableCode, Reason = reason });
    }
}
