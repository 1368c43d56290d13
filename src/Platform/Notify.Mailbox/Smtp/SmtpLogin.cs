using System.Text;

namespace Notify.Mailbox.Smtp;

/// <summary>Who wants to log in, and with what.</summary>
internal sealed record SmtpLogin(string User, string Secret)
{
    public static async ValueTask<SmtpLogin?> ReadPlainAsync(SmtpInput input, string? initial, CancellationToken cancellationToken)
    {
        var parts = (await ReadAsync(input, initial, "", cancellationToken))?.Split('\0');
        return parts is [_, var user, var secret] ? new(user, secret) : null;
    }

    public static async ValueTask<SmtpLogin?> ReadLoginAsync(SmtpInput input, string? initial, CancellationToken cancellationToken)
    {
        var user = await ReadAsync(input, initial, "VXNlcm5hbWU6", cancellationToken);
        var secret = user is null ? null : await ReadAsync(input, null, "UGFzc3dvcmQ6", cancellationToken);
        return secret is null ? null : new(user!, secret); // the secret is only asked for when there is a user
    }

    public static async ValueTask<SmtpLogin?> ReadXoauth2Async(SmtpInput input, string? initial, CancellationToken cancellationToken)
    {
        var parts = (await ReadAsync(input, initial, "", cancellationToken))?.Split('\u0001') ?? [];
        var user = parts.FirstOrDefault(static part => part.StartsWith("user=", StringComparison.Ordinal))?[5..];
        var token = parts.FirstOrDefault(static part => part.StartsWith("auth=Bearer ", StringComparison.Ordinal))?[12..];
        return user is null || token is null ? null : new(user, token);
    }

    private static async ValueTask<string?> ReadAsync(SmtpInput input, string? initial, string prompt, CancellationToken cancellationToken)
    {
        if (initial is null)
        {
            input.Answer($"334 {prompt}");
            initial = await input.ReadLineAsync(cancellationToken);
        }

        try
        {
            return initial is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(initial));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
