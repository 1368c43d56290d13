using Notify.Cli.Processes;

namespace Notify.Cli.Running;

/// <summary>A running app host.</summary>
internal sealed class AppHost
{
    private readonly Surroundings _around;
    private readonly AppHostFile _file;

    private AppHost(Surroundings around, AppHostFile file) => (_around, _file) = (around, file);

    public int Pid => _file.Pid;

    /// <summary>Finds the app host of the state folder; null when none runs. One that was killed leaves its file, so the process is looked at.</summary>
    public static AppHost? Find(Surroundings around) =>
        AppHostFile.Read(around.Home) is { } file && ProcessStart.Of(file.Pid) == file.Started ? new(around, file) : null;

    /// <exception cref="FailureException">None runs.</exception>
    public static AppHost Get(Surroundings around) =>
        Find(around) ?? throw new FailureException($"nothing runs with the state folder {around.Home}. Start it: ./notify up");

    public ControlClient Connect() => new(_file);

    /// <summary>Asks it to end, waits, and kills it when it does not.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => ProcessEnd.OfAsync(_around, _file.Pid, _file.Started, cancellationToken);

    /// <summary>Gets what runs, and where.</summary>
    public async Task<SystemStatus> StatusAsync(CancellationToken cancellationToken)
    {
        using var control = Connect();
        return await control.StatusAsync(cancellationToken);
    }
}
