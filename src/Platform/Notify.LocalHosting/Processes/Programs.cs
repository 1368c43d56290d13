namespace Notify.LocalHosting.Processes;

/// <summary>Finds installed programs, also where Debian keeps server programs off the PATH.</summary>
internal static class Programs
{
    public const string InstallCommand = "sudo apt-get update && sudo apt-get install -y postgresql rabbitmq-server redis-server";

    public static string Find(string program, string server) => TryFind(program) ?? throw new DistributedApplicationException(
        $"{server} is not there: no container engine answers, and the program '{program}' is not installed. "
        + $"Run './notify up', which installs it, or: {InstallCommand}");

    public static string? TryFind(string program)
    {
        if (program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return File.Exists(program) ? program : null;
        }

        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator).Concat(ServerFolders())
            .Where(static folder => folder.Length > 0)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);
    }

    private static IEnumerable<string> ServerFolders()
    {
        const string postgres = "/usr/lib/postgresql";
        if (Directory.Exists(postgres))
        {
            foreach (var version in Directory.GetDirectories(postgres)
                .OrderByDescending(static d => int.TryParse(Path.GetFileName(d), out var major) ? major : 0))
            {
                yield return Path.Combine(version, "bin");
            }
        }

        yield return "/usr/sbin";
        yield return "/opt/homebrew/bin";
        yield return "/opt/homebrew/sbin";
    }
}
