using System.Diagnostics;

namespace Notify.GraphQL.Tests.Conformance;

/// <summary>Runs the scripts of <c>tests/conformance</c>, whose packages are installed once, from the lock file.</summary>
internal static class NodeScript
{
    private static readonly Lazy<string> Root = new(FindRoot);
    private static readonly SemaphoreSlim Installing = new(1, 1);

    /// <summary>Gets the folder of the scripts.</summary>
    public static string Folder => System.IO.Path.Combine(Root.Value, "tests", "conformance");

    /// <summary>Runs a script and answers what it wrote; fails the test with its error output when it does not end well.</summary>
    /// <param name="script">The script's file name, under <see cref="Folder"/>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="input">What it reads; null for nothing.</param>
    /// <param name="cancellationToken">Ends the script.</param>
    public static async Task<string> RunAsync(
        string script, IReadOnlyList<string> arguments, string? input = null, CancellationToken cancellationToken = default)
    {
        await InstallAsync(cancellationToken);
        var (code, output, errors) = await StartAsync("node", [script, .. arguments], input, cancellationToken);
        Assert.True(code == 0, $"node {script} ended with {code}:\n{errors}");
        return output;
    }

    private static async Task InstallAsync(CancellationToken cancellationToken)
    {
        await Installing.WaitAsync(cancellationToken);
        try
        {
            var marker = System.IO.Path.Combine(Folder, "node_modules", ".package-lock.json");
            if (IsUpToDate(marker))
            {
                return;
            }

            await using var @lock = await LockAsync(cancellationToken);
            if (!IsUpToDate(marker))
            {
                var (code, _, errors) = await StartAsync("npm", ["ci", "--no-audit", "--no-fund"], null, cancellationToken);
                Assert.True(code == 0, $"npm ci ended with {code}:\n{errors}");
            }
        }
        finally
        {
            Installing.Release();
        }
    }

    private static string LockFile => System.IO.Path.Combine(Folder, "package-lock.json");

    private static bool IsUpToDate(string marker) =>
        File.Exists(marker) && File.GetLastWriteTimeUtc(marker) >= File.GetLastWriteTimeUtc(LockFile);

    /// <summary>Keeps other test processes out while the packages are installed.</summary>
    private static async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        var path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"notify-conformance-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Root.Value)))[..16]}.lock");
        using var retry = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                await retry.WaitForNextTickAsync(cancellationToken);
            }
        }
    }

    private static async Task<(int Code, string Output, string Errors)> StartAsync(
        string program, IReadOnlyList<string> arguments, string? input, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"'{program}' did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Notify.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"No Notify.sln stands above {AppContext.BaseDirectory}.");
    }
}
