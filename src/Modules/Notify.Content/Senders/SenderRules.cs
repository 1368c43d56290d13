using System.Text.RegularExpressions;
using Notify.Content.Contracts;
using Notify.Primitives;

namespace Notify.Content.Senders;

/// <summary>What a sender must look like. Everything wrong is said at once.</summary>
internal static partial class SenderRules
{
    private const int MaxNameLength = 200;
    private const int MaxUserLength = 320;
    private const int MaxPasswordLength = 8_192; // access tokens of OAuth 2.0 are the longest known

    /// <exception cref="NotifyException">Members are not valid; all such are named.</exception>
    public static void Require(SenderDraft draft) => Require(draft.Identifier, draft.DisplayName, draft.FromEmail, draft.SmtpUser, draft.SmtpPassword);

    /// <exception cref="NotifyException">Members are not valid; all such are named.</exception>
    public static void Require(SenderPatch patch) => Require(patch.Identifier, patch.DisplayName, patch.FromEmail, patch.SmtpUser, patch.SmtpPassword);

    private static void Require(string? identifier, string? displayName, string? fromEmail, string? smtpUser, string? smtpPassword)
    {
        var errors = new List<FieldError>();
        if (identifier is not null && !IdentifierPattern().IsMatch(identifier))
        {
            errors.Add(new("/identifier", "must be 1 to 64 characters of a-z, 0-9, '-' and '_', starting with a letter."));
        }

        if (fromEmail is not null && !EmailSyntax.IsValid(fromEmail))
        {
            errors.Add(new("/fromEmail", "must be one e-mail address such as shop@example.com, without a name."));
        }

        RequireLine(displayName, "/displayName", MaxNameLength, errors);
        RequireLine(smtpUser, "/smtpUser", MaxUserLength, errors);
        RequireLine(smtpPassword, "/smtpPassword", MaxPasswordLength, errors);
        if (errors.Count > 0)
        {
            throw new NotifyException(ErrorCode.ValidationError, string.Join(" ", errors.Select(static error => $"{error.Path[1..]} {error.Message}")), errors);
        }
    }

    private static void RequireLine(string? text, string path, int maxLength, List<FieldError> errors)
    {
        if (text is not null && (text.Length > maxLength || text.Any(char.IsControl)))
        {
            errors.Add(new(path, $"must be a single line of at most {maxLength} characters."));
        }
    }

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,63}\z")]
    private static partial Regex IdentifierPattern();
}
