using Notify.Cli.Processes;

namespace Notify.Cli.Installing;

/// <summary>
/// Installs what is missing. Debian starts a server when its package is installed; RUNLEVEL=1 tells it not to, and what has started all the same is
/// stopped and disabled, because Notify runs private instances of its own.
/// </summary>
internal sealed class Installer(Surroundings around)
{
    private const int LogLines = 20;

    private readonly string _log = around.State("install.log");

    /// <summary>Makes sure that everything needed is there.</summary>
    /// <param name="forTests">Whether also what only tests talk to.</param>
    /// <param name="isAgreed">Whether it need not be asked.</param>
    /// <param name="cancellationToken">Ends the installation.</param>
    /// <exception cref="FailureException">Something is missing and was not installed.</exception>
    public async Task EnsureAsync(bool forTests, bool isAgreed, CancellationToken cancellationToken)
    {
        var missing = await Needs.MissingAsync(around, forTests, cancellationToken);
        if (missing.Count == 0)
            return;

        var packages = missing.Select(static need => need.Package).ToArray();
        var named = string.Join(' ', packages);
        around.Say($"Missing: {named}.");
        if (!around.Machine.Has("apt-get"))
            throw new FailureException($"no apt-get here. Install these yourself, or start Docker or Podman: {named}");
        if (!around.Machine.IsRoot && !around.Machine.Has("sudo"))
            throw new FailureException($"installing needs root or sudo. As root: apt-get update && apt-get install -y {named}");
        if (!isAgreed && !await AgreesAsync(cancellationToken))
            throw new FailureException($"not installed. Install them yourself, or start Docker or Podman: {named}");

        await InstallAsync(packages, cancellationToken);
        var services = missing.Select(static need => need.Service).OfType<string>().ToArray();
        foreach (var service in services)
            await StopAsync(service, cancellationToken);

        if (await Needs.MissingAsync(around, forTests, cancellationToken) is [var still, ..])
            throw new FailureException($"'{still.PythonModule ?? still.Program}' is still missing after the installation; see {_log}.");
        around.Say(services.Length == 0
            ? $"Installed {named}."
            : $"Installed {named}; stopped and disabled the system's own {string.Join(' ', services)}: Notify runs private instances.");
    }

    private async Task<bool> AgreesAsync(CancellationToken cancellationToken)
    {
        if (!around.IsInteractive || around.Variables.GetValueOrDefault("CI") is { Length: > 0 })
            return true;

        await around.Errors.WriteAsync("Install them with apt-get? [Y/n] ");
        var answer = await around.Input.ReadLineAsync(cancellationToken);
        return answer is not null && !answer.StartsWith("n", StringComparison.OrdinalIgnoreCase);
    }

    private async Task InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellationToken)
    {
        around.Say($"Running: apt-get update && apt-get install -y --no-install-recommends {string.Join(' ', packages)} (output in {_log})");
        await File.WriteAllTextAsync(_log, "", cancellationToken);
        if (await AsRootAsync(["apt-get", "update"], cancellationToken) != 0)
            throw await FailureAsync("apt-get update", cancellationToken);
        string[] install = ["env", "RUNLEVEL=1", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "--no-install-recommends", .. packages];
        if (await AsRootAsync(install, cancellationToken) != 0)
            throw await FailureAsync("apt-get install", cancellationToken);
    }

    private async Task StopAsync(string service, CancellationToken cancellationToken)
    {
        string[] stop = around.Machine.HasSystemd ? ["systemctl", "disable", "--now", service] : ["service", service, "stop"];
        if (around.Machine.Has(stop[0]))
            _ = await AsRootAsync(stop, cancellationToken); // it may not have started, which is no fault
    }

    private Task<int> AsRootAsync(string[] command, CancellationToken cancellationToken)
    {
        string[] all = around.Machine.IsRoot ? command : ["sudo", .. command];
        return new Child(around, all[0], all[1..]).LoggedTo(_log, append: true).RunAsync(cancellationToken);
    }

    private async Task<FailureException> FailureAsync(string what, CancellationToken cancellationToken)
    {
        around.Say(string.Join('\n', (await File.ReadAllLinesAsync(_log, cancellationToken)).TakeLast(LogLines)));
        return new($"{what} failed.");
    }
}
