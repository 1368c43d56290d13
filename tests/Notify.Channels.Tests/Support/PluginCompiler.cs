using System.Collections.Concurrent;
using System.Diagnostics;
using Notify.Channels.Sdk;

namespace Notify.Channels.Tests.Support;

/// <summary>Builds plugins from source with the SDK's own C# compiler, as a plugin author does, so that a test can rebuild one.</summary>
internal static class PluginCompiler
{
    private static readonly ConcurrentDictionary<(string Name, string Source, string? Sdk), Lazy<Task<byte[]>>> Built = new();
    private static readonly string RuntimeFolder = Path.GetDirectoryName(typeof(object).Assembly.Location)!;

    /// <summary>Builds <paramref name="source"/> into a plugin folder named <paramref name="name"/> and returns the folder.</summary>
    public static async Task<string> BuildAsync(string parent, string name, string source, string? sdk = null)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, name)).FullName;
        var output = Path.Combine(folder, name + ".dll");
        var assembly = await Built.GetOrAdd(
            (name, source, sdk ?? typeof(IChannelPlugin).Assembly.Location),
            static key => new(() => CompileAsync(key.Source, key.Name, key.Sdk))).Value;
        await File.WriteAllBytesAsync(output + ".new", assembly, TestLimits.Token);
        File.Move(output + ".new", output, overwrite: true);
        return folder;
    }

    /// <summary>Builds a copy of the SDK's entry interface that calls itself a later version, and returns its path.</summary>
    public static async Task<string> BuildFutureSdkAsync(string parent)
    {
        var output = Path.Combine(Directory.CreateDirectory(Path.Combine(parent, "future")).FullName, "Notify.Channels.Sdk.dll");
        var assembly = await CompileAsync(
            """
            [assembly: System.Reflection.AssemblyVersion("99.1.0.0")]
            namespace Notify.Channels.Sdk { public interface IChannelPlugin { void Later(); } }
            """,
            "Notify.Channels.Sdk", sdk: null);
        await File.WriteAllBytesAsync(output, assembly, TestLimits.Token);
        return output;
    }

    /// <summary>Compiles source files together.</summary>
    /// <param name="sources">The files' texts.</param>
    /// <param name="name">The assembly's name.</param>
    /// <param name="references">What it refers to beside .NET itself.</param>
    /// <param name="target">What comes out: <c>library</c> or <c>exe</c>.</param>
    public static async Task<byte[]> CompileAsync(IReadOnlyList<string> sources, string name, IEnumerable<string> references, string target = "library")
    {
        var dotnet = Path.GetFullPath(Path.Combine(RuntimeFolder, "..", "..", ".."));
        var compiler = Directory.GetFiles(Path.Combine(dotnet, "sdk"), "csc.dll", SearchOption.AllDirectories)
            .Where(static path => path.Contains("bincore", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Last();
        var work = Directory.CreateTempSubdirectory("notify-tests-");
        try
        {
            var files = sources.Select((_, number) => Path.Combine(work.FullName, $"Plugin{number}.cs")).ToArray();
            foreach (var (file, source) in files.Zip(sources))
                await File.WriteAllTextAsync(file, source);
            var built = Path.Combine(work.FullName, name + ".dll");
            string[] arguments =
            [
                "exec", compiler, "-noconfig", "-nologo", $"-target:{target}", "-nullable:enable", "-langversion:latest", $"-out:{built}", .. files,
                .. Directory.GetFiles(RuntimeFolder, "System*.dll").Where(static path => !path.Contains(".Native.", StringComparison.Ordinal)).Select(static path => $"-r:{path}"),
                .. references.Select(static path => $"-r:{path}"),
            ];
            using var process = Process.Start(new ProcessStartInfo(Path.Combine(dotnet, "dotnet"), arguments) { RedirectStandardOutput = true })!;
            var messages = await process.StandardOutput.ReadToEndAsync(TestLimits.Token);
            await process.WaitForExitAsync(TestLimits.Token);
            Assert.True(process.ExitCode == 0, messages);
            return await File.ReadAllBytesAsync(built, TestLimits.Token);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static Task<byte[]> CompileAsync(string source, string name, string? sdk) => CompileAsync([source], name, sdk is null ? [] : [sdk]);
}
