using Microsoft.Extensions.DependencyInjection;

namespace Notify.LocalHosting.Tests;

/// <summary>An application of a few programs, run inside the test.</summary>
public sealed class TestApplication : IAsyncDisposable
{
    private readonly TemporaryFolder? ownFolder;

    private TestApplication(DistributedApplication app, TemporaryFolder? ownFolder)
    {
        App = app;
        this.ownFolder = ownFolder;
    }

    public DistributedApplication App { get; }

    public ResourceNotificationService States => App.ResourceNotifications;

    public static async Task<TestApplication> StartAsync(
        Action<IDistributedApplicationBuilder> describe, TemporaryFolder? folder = null, bool withDashboard = false, params string[] args)
    {
        var own = folder is null ? new TemporaryFolder() : null;
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = [$"--AppHost:StateDirectory={(folder ?? own!).Path}", .. args],
            DisableDashboard = !withDashboard,
        });
        describe(builder);
        var application = new TestApplication(builder.Build(), own);
        try
        {
            await application.App.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await application.DisposeAsync();
            throw;
        }

        return application;
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public async Task<CustomResourceSnapshot> WaitAsync(string resource, string state) =>
        (await States.WaitForResourceAsync(resource, e => e.Snapshot.State?.Text == state, TestContext.Current.CancellationToken)).Snapshot;

    public int ProcessId(string resource) =>
        States.TryGetCurrentState(resource, out var change) && change.Snapshot.ProcessId is { } id ? id : throw new InvalidOperationException($"{resource} does not run");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        ownFolder?.Dispose();
    }
}
