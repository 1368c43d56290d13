using System.Diagnostics;
using System.Globalization;
using System.Text;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Notify.TestServers;

/// <summary>Notify's own application model on servers that are given: migrator, gateway and dispatcher as real processes, on free ports.</summary>
public sealed class NotifyApplication : IAsyncDisposable
{
    /// <summary>The name of the gateway.</summary>
    public const string Gateway = "gateway";

    /// <summary>The name of the first dispatcher.</summary>
    public const string Dispatcher = "dispatcher";

    /// <summary>The name of the mailbox.</summary>
    public const string Mailbox = "mailbox";

    private const string ProcessIdProperty = "executable.pid";
    private readonly IDistributedApplicationTestingBuilder builder;
    private readonly DistributedApplication app;

    private NotifyApplication(IDistributedApplicationTestingBuilder builder, DistributedApplication app)
    {
        this.builder = builder;
        this.app = app;
    }

    /// <summary>Starts everything. It may not be ready yet: ask each service.</summary>
    /// <param name="settings">What to start.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <returns>The application.</returns>
    public static async Task<NotifyApplication> StartAsync(NotifyApplicationSettings settings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(settings);
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<global::Projects.Notify_AppHost>(
            [
                $"--AppHost:StateDirectory={settings.StateFolder}",
                "--AppHost:AutomaticRestart=false", // what a test kills stays down until it says otherwise
                $"--ConnectionStrings:notifydb={settings.Database}",
                $"--ConnectionStrings:messaging={settings.Broker}",
                $"--ConnectionStrings:cache={settings.Cache}",
            ],
            cancellationToken);
        builder.Shape(settings);
        var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        return new(builder, app);
    }

    /// <summary>Where a service listens.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>The address.</returns>
    public Uri AddressOf(string service) => new UriBuilder(app.GetEndpoint(service, "http")) { Host = "127.0.0.1" }.Uri; // the name localhost may lead elsewhere first

    /// <summary>Where the mailbox receives mail.</summary>
    /// <returns>The port.</returns>
    public int SmtpPort() => app.GetEndpoint(Mailbox, "smtp").Port;

    /// <summary>Finds the process of a service; null when it does not run.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>The process's id.</returns>
    public int? ProcessIdOf(string service) =>
        app.ResourceNotifications.TryGetCurrentState(service, out var change) && change.Snapshot.State?.Text == KnownResourceStates.Running
            ? (int?)change.Snapshot.Properties.FirstOrDefault(static property => property.Name == ProcessIdProperty)?.Value
            : null;

    /// <summary>Finds what a service ended with; null while it runs.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>The exit code; not 0 when it was killed.</returns>
    public int? ExitCodeOf(string service) => app.ResourceNotifications.TryGetCurrentState(service, out var change) ? change.Snapshot.ExitCode : null;

    /// <summary>Kills a service with SIGKILL.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the process is gone.</returns>
    public async Task KillAsync(string service, CancellationToken cancellationToken)
    {
        using (var process = Process.GetProcessById(ProcessIdOf(service) ?? throw new InvalidOperationException($"{service} does not run.")))
        {
            process.Kill();
        }

        await app.ResourceNotifications.WaitForResourceAsync(service, KnownResourceStates.TerminalStates, cancellationToken);
    }

    /// <summary>Stops a service in good order.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when the process has ended and it is known with what.</returns>
    public async Task StopAsync(string service, CancellationToken cancellationToken)
    {
        await CommandAsync(service, KnownResourceCommands.StopCommand, cancellationToken);
        await app.ResourceNotifications.WaitForResourceAsync(service, static change => change.Snapshot.ExitCode is not null, cancellationToken);
    }

    /// <summary>Starts a service that was stopped or killed. It may not be ready yet.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that ends when it was started.</returns>
    public Task StartAsync(string service, CancellationToken cancellationToken) => CommandAsync(service, KnownResourceCommands.StartCommand, cancellationToken);

    /// <summary>Says how a service is, with its console output.</summary>
    /// <param name="service">Its name.</param>
    /// <returns>The state and the lines.</returns>
    public async Task<string> DescribeAsync(string service)
    {
        app.ResourceNotifications.TryGetCurrentState(service, out var change);
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{service} is {change?.Snapshot.State?.Text ?? "unknown"}, exit code {change?.Snapshot.ExitCode}.");
        await foreach (var lines in app.Services.GetRequiredService<ResourceLoggerService>().GetAllAsync(change?.ResourceId ?? service))
        {
            foreach (var line in lines)
            {
                text.AppendLine().Append(line.Content);
            }
        }

        return text.ToString();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await builder.DisposeAsync();
    }

    private async Task CommandAsync(string service, string command, CancellationToken cancellationToken)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync(service, command, cancellationToken);
        if (!result.Success)
        {
            throw new InvalidOperationException($"'{command}' of '{service}' failed: {result.Message}");
        }
    }
}
