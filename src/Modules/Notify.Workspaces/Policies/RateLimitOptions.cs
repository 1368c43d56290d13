using Notify.Workspaces.Contracts;

namespace Notify.Workspaces.Policies;

/// <summary>The limit of projects that set none.</summary>
internal sealed class RateLimitOptions
{
    public const string Section = "Notify:RateLimit";
    public const int MaxPerMinute = 1_000_000;

    /// <summary>Gets or sets how many send requests a minute are accepted at once, per environment.</summary>
    /// <value>The default value is 100; 1 to 1,000,000.</value>
    public int PerMinute { get; set; } = 100;

    /// <summary>Gets or sets what happens above the limit: <c>DELAY</c> or <c>REJECT</c>.</summary>
    /// <value>The default value is DELAY.</value>
    public string Mode { get; set; } = "DELAY";

    /// <summary>Reads the word of a mode.</summary>
    public static bool TryReadMode(string? text, out RateLimitMode mode)
    {
        mode = text == "REJECT" ? RateLimitMode.Reject : RateLimitMode.Delay;
        return text is "REJECT" or "DELAY";
    }
}
