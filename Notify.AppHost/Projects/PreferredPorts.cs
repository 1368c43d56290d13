using Microsoft.Extensions.Configuration;

namespace Notify.AppHost.Projects;

/// <summary>Where projects listen.</summary>
internal static class PreferredPorts
{
    /// <summary>
    /// Lets projects listen themselves, without a proxy before them, and takes the ports of their launch profiles for wishes: one that is taken,
    /// or where tests ask for random ports, gives way to a free one.
    /// </summary>
    public static IDistributedApplicationBuilder UsePreferredPorts(this IDistributedApplicationBuilder builder)
    {
        if (!builder.ExecutionContext.IsRunMode)
        {
            return builder;
        }

        var isRandom = builder.Configuration.GetValue<bool>("DcpPublisher:RandomizePorts");
        foreach (var endpoint in builder.Resources.OfType<ProjectResource>().SelectMany(static project => project.Annotations.OfType<EndpointAnnotation>()))
        {
            endpoint.IsProxied = false;
            if (endpoint.Port is { } port && (isRandom || !LocalPort.TryClaim(port)))
            {
                endpoint.Port = null;
                endpoint.TargetPort = null;
            }
        }

        return builder;
    }
}
