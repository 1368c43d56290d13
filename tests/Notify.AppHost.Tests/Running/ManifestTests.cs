using System.Diagnostics;
using System.Text.Json;
using Notify.AppHost.Tests.Support;

namespace Notify.AppHost.Tests.Running;

/// <summary>The application model as it is published.</summary>
public sealed class ManifestTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_manifest_has_servers_services_and_secrets_to_be_given_and_nothing_of_this_machine()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "manifest.json");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [AppHostProcess.Program, "--publisher", "manifest", "--output-path", file])
        {
            RedirectStandardOutput = true,
            Environment = { ["NOTIFY_HOME"] = Path.Combine(folder.Path, "home"), ["DOTNET_ENVIRONMENT"] = null, ["ASPNETCORE_ENVIRONMENT"] = null },
        })!; // null only with UseShellExecute
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.True(process.ExitCode == 0, output);
        var text = await File.ReadAllTextAsync(file, Cancellation);
        using var manifest = JsonDocument.Parse(text);
        var resources = manifest.RootElement.GetProperty("resources");
        Assert.Equal(
            ["cache", "cache-password", "dispatcher", "gateway", "messaging", "messaging-password", "migrator", "notifydb", "postgres", "postgres-password", "secrets-key"],
            resources.EnumerateObject().Select(static resource => resource.Name).Where(static name => !IsDerived(name)).Order(StringComparer.Ordinal));
        Assert.Equal("{secrets-key.value}", resources.GetProperty("gateway").GetProperty("env").GetProperty("Notify__Secrets__Key").GetString());
        Assert.Equal("{notifydb.connectionString}", resources.GetProperty("gateway").GetProperty("env").GetProperty("ConnectionStrings__notifydb").GetString());
        Assert.DoesNotContain("artifacts", text, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "home")), "publishing made a state folder");
    }

    /// <summary>Says whether Aspire has made a value of others: encoded for an address, or chosen by a condition.</summary>
    private static bool IsDerived(string name) => name.EndsWith("-uri-encoded", StringComparison.Ordinal) || name.StartsWith("cond-", StringComparison.Ordinal);
}
