using Microsoft.Extensions.DependencyInjection;
using Notify.AppHost.State;

namespace Notify.AppHost.Control;

/// <summary>Lets programs of this machine ask a running application how it is.</summary>
internal static class ControlExtensions
{
    /// <summary>Adds the control endpoint, which the state folder's <c>apphost.json</c> leads to.</summary>
    public static IDistributedApplicationBuilder UseControl(this IDistributedApplicationBuilder builder, StateFolder state)
    {
        if (builder.ExecutionContext.IsRunMode)
        {
            builder.Services.AddSingleton<ResourceView>().AddSingleton<ApplicationStatus>().AddSingleton<ControlEndpoints>();
            builder.Services.AddHostedService(services => ActivatorUtilities.CreateInstance<ControlServer>(services, new AppHostFile(state.AppHostFile)));
        }

        return builder;
    }
}
