using System.Buffers.Text;
using System.Text;

namespace Notify.Mailbox.Smtp;

/// <summary>AUTH XOAUTH2, which the library does not know: its lines come as commands that it could not read.</summary>
internal sealed class Xoauth2
{
    private const string Command = "AUTH XOAUTH2";
    private const string TellMe = "334 ";
    private const string NotYou = "334 eyJzdGF0dXMiOiI0MDEifQ=="; // {"status":"401"}, then the client's empty line
    private bool _isRefused;

    /// <summary>Takes a line that may be part of such a login, and answers it; <see langword="false"/> when it is none.</summary>
    public static bool TryTake(SessionPipe pipe, string line, Func<string, string, bool> isAllowed)
    {
        var isFirst = line.StartsWith(Command, StringComparison.OrdinalIgnoreCase);
        if (!isFirst && pipe.Login is null)
            return false;

        pipe.Login ??= new();
        var response = isFirst ? line[Command.Length..].Trim() : line;
        var answer = isFirst && response.Length == 0 ? TellMe : pipe.Login.Respond(pipe, response, isAllowed);
        if (answer is not (TellMe or NotYou))
            pipe.Login = null;
        pipe.Answer(answer);
        return true;
    }

    private string Respond(SessionPipe pipe, string response, Func<string, string, bool> isAllowed)
    {
        if (_isRefused)
            return SmtpAnswers.LoginRefused;

        var fields = Base64.IsValid(response) ? Encoding.UTF8.GetString(Convert.FromBase64String(response)).Split('\u0001') : [];
        if (Field(fields, "user=") is not { } user || Field(fields, "auth=Bearer ") is not { } token)
            return SmtpAnswers.LoginUnreadable;

        _isRefused = !isAllowed(user, token);
        if (!_isRefused)
            pipe.User = user;
        return _isRefused ? NotYou : SmtpAnswers.LoggedIn;
    }

    private static string? Field(string[] fields, string name) => fields.FirstOrDefault(field => field.StartsWith(name, StringComparison.Ordinal))?[name.Length..];
}
