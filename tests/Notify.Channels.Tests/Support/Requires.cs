using System.Diagnostics;

namespace Notify.Channels.Tests.Support;

/// <summary>Programs that some tests need. Without one the test is skipped, unless the run demands that nothing is.</summary>
internal static class Requires
{
    public static string Python() => Program("python3", "apt-get install python3");

    public static string SmtpSink() => Program("smtp-sink", "apt-get install postfix");

    /// <summary>A private postfix still needs to switch between its own users.</summary>
    public static string Postfix() => Environment.IsPrivilegedProcess ? Program("postfix", "apt-get install postfix") : Missing("postfix needs root.");

    /// <summary>Finds the Python that has aiosmtpd: Debian's own, when another one comes first on the path.</summary>
    public static string Aiosmtpd()
    {
        foreach (var python in new[] { Python(), "/usr/bin/python3" }.Where(File.Exists))
        {
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", "import aiosmtpd"]) { RedirectStandardError = true })!;
            process.WaitForExit();
            if (process.ExitCode == 0)
                return python;
        }

        return Missing("Python has no aiosmtpd. Run: apt-get install python3-aiosmtpd");
    }

    private static string Program(string name, string install)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return path ?? Missing($"'{name}' is not installed. Run: {install}");
    }

    private static string Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_REQUIRE_SERVERS") == "1")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }
}
