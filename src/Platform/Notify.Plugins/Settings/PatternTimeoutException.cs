using System.Text.RegularExpressions;

namespace Notify.Plugins.Settings;

/// <summary>A setting takes too long to be matched by a pattern of the schema. The message does not hold its value.</summary>
internal sealed class PatternTimeoutException(string path, RegexMatchTimeoutException timeout)
    : Exception($"Checking against the pattern {timeout.Pattern} was given up after {timeout.MatchTimeout.TotalMilliseconds:0} ms.") // the inner one would hold the value
{
    /// <summary>Gets where the setting is, as a JSON Pointer.</summary>
    public string Path { get; } = path;
}
