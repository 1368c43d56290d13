using System.ComponentModel;
using System.Diagnostics;

namespace Notify.Benchmarks.Rig;

/// <summary>The programs to compare with: <c>tests/bench-peers</c>, installed beside the build's output when they are first needed.</summary>
internal static class PeerProgram
{
    private static readonly string Repository = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../.."));

    /// <returns>The path of the program, or why there is none.</returns>
    public static async Task<(string? Program, string Reason)> InstallAsync(string program, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(Repository, "artifacts", "bench-peers");
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository, "tests", "bench-peers")))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        }

        try
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--no-save", "--omit=optional", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            {
                WorkingDirectory = folder,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!; // not null: it is started without the shell
            var output = npm.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = await npm.StandardError.ReadToEndAsync(cancellationToken);
            await output;
            await npm.WaitForExitAsync(cancellationToken);
            return npm.ExitCode == 0 ? (Path.Combine(folder, program), "") : (null, $"npm install failed: {errors.Split('\n')[0]}");
        }
        catch (Win32Exception)
        {
            return (null, "npm is not installed");
        }
    }
}
