using System.Text.RegularExpressions;

namespace Notify.Channels.Smtp.Bounces;

/// <summary>What servers say in words, made fit for a reason: one line, no addresses, not too long.</summary>
internal static partial class ReportText
{
    private const int LongestReason = 300;

    public static string Clean(string text)
    {
        text = Address().Replace(text[..Math.Min(text.Length, 4 * LongestReason)], "(an address)");
        text = Unreadable().Replace(text, " ").Trim();
        return text.Length <= LongestReason ? text : text[..LongestReason] + "…";
    }

    /// <summary>Finds an enhanced status code (RFC 3463) in words; <see langword="null"/> when there is none.</summary>
    public static string? StatusIn(string text) => Status().Match(text) is { Success: true } match ? match.Groups[1].Value : null;

    [GeneratedRegex("<?[^\\s<>,;:\"'()@]+@[^\\s<>,;:\"'()@]+>?", RegexOptions.NonBacktracking)]
    private static partial Regex Address();

    [GeneratedRegex("[^!-~]+", RegexOptions.NonBacktracking)]
    private static partial Regex Unreadable();

    [GeneratedRegex("(?:^|[\\s#(-])([245]\\.[0-9]{1,3}\\.[0-9]{1,3})(?:$|[\\s:;,)-])", RegexOptions.NonBacktracking)]
    private static partial Regex Status();
}
