using System.Globalization;

namespace Notify.AppHost;

/// <summary>Console lines as Aspire keeps them: each begins with the time it was read.</summary>
internal static class LogText
{
    /// <summary>Leaves the time out.</summary>
    public static string WithoutTime(string line)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        return blank > 0 && DateTimeOffset.TryParseExact(line.AsSpan(0, blank), "O", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out _)
            ? line[(blank + 1)..]
            : line;
    }
}
