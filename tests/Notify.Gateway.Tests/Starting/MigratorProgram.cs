using System.Reflection;

namespace Notify.Gateway.Tests.Starting;

/// <summary>The migrator's own program, run to its end inside this process.</summary>
internal static class MigratorProgram
{
    /// <summary>Runs it and tells the exit code.</summary>
    public static Task<int> RunAsync(IEnumerable<KeyValuePair<string, string>> settings)
    {
        var program = Assembly.Load("Notify.Migrator").EntryPoint ?? throw new InvalidOperationException("The migrator has no entry point.");
        string[] arguments = [.. settings.Select(static setting => $"--{setting.Key}={setting.Value}")];
        return Task.Run(() => (int?)program.Invoke(null, [arguments]) ?? -1);
    }
}
