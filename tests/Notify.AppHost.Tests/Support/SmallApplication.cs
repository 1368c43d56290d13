using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Notify.AppHost.Tests.Support;

/// <summary>The application model with only some of its resources, run inside the test.</summary>
internal sealed class SmallApplication : IAsyncDisposable
{
    private readonly IDistributedApplicationTestingBuilder builder;

    private SmallApplication(IDistributedApplicationTestingBuilder builder, DistributedApplication app)
    {
        this.builder = builder;
        App = app;
    }

    public DistributedApplication App { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Builds the model without starting anything.</summary>
    public static Task<IDistributedApplicationTestingBuilder> ModelAsync(TemporaryFolder folder, params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<global::Projects.Notify_AppHost>([$"--AppHost:StateDirectory={folder.Path}", .. args], Cancellation);

    /// <summary>Starts some of the model's resources, and waits until they are healthy.</summary>
    public static async Task<SmallApplication> StartAsync(TemporaryFolder folder, string[] resources, params string[] args)
    {
        var builder = await ModelAsync(folder, args);
        foreach (var unwanted in builder.Resources.Where(resource => resource is not ParameterResource && !resources.Any(name => resource.Name == name || resource.Name == $"{name}-process")).ToList())
        {
            builder.Resources.Remove(unwanted);
        }

        var app = await builder.BuildAsync(Cancellation);
        await app.StartAsync(Cancellation);
        foreach (var name in resources)
        {
            await app.ResourceNotifications.WaitForResourceAsync(
                name,
                static change => change.Snapshot.HealthStatus == HealthStatus.Healthy || change.Snapshot is { State.Text: "Finished", ExitCode: 0 }, // the migrator's end is its health
                Cancellation).WaitAsync(TimeSpan.FromMinutes(2), Cancellation);
        }

        return new(builder, app);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await builder.DisposeAsync();
    }
}
