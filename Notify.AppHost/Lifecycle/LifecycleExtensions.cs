using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Notify.AppHost.Lifecycle;

/// <summary>How the processes of an application end, and come back.</summary>
internal static class LifecycleExtensions
{
    private const string AutomaticRestartKey = "AppHost:AutomaticRestart";

    /// <summary>Stops projects before servers, and brings back what ended by itself, unless <c>AppHost:AutomaticRestart</c> is false.</summary>
    public static IDistributedApplicationBuilder UseLifecycle(this IDistributedApplicationBuilder builder)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddHostedService<StopOrder>();
            if (builder.Configuration.GetValue(AutomaticRestartKey, true))
            {
                var stops = new AskedStops();
                builder.Services.AddSingleton(stops).AddSingleton<CrashRestarts>();
                builder.Eventing.Subscribe<BeforeStartEvent>((started, cancellationToken) =>
                {
                    var restarts = started.Services.GetRequiredService<CrashRestarts>();
                    _ = restarts.RunAsync(started.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping); // not a hosted service: those start after the resources
                    return Task.CompletedTask;
                });
                builder.Eventing.Subscribe<BeforeResourceStartedEvent>((starting, _) =>
                {
                    stops.OnStarting(starting.Resource);
                    return Task.CompletedTask;
                });
            }
        }

        return builder;
    }
}
