namespace Notify.Channels.Tests.Support;

/// <summary>Programs that some tests need. Without one the test is skipped, unless the run demands that nothing is.</summary>
internal static class Requires
{
    public static string Python() => Program("python3", "apt-get install python3");

    public static string SmtpSink() => Program("smtp-sink", "apt-get install postfix");

    public static string Postfix() => Program("postfix", "apt-get install postfix");

    private static string Program(string name, string install)
    {
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Append("/usr/sbin")
            .Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        return path ?? Missing($"'{name}' is not installed. Run: {install}");
    }

    public static string Missing(string reason)
    {
        if (Environment.GetEnvironmentVariable("NOTIFY_REQUIRE_SERVERS") == "1")
            Assert.Fail(reason);
        Assert.Skip(reason);
        return "";
    }
}
