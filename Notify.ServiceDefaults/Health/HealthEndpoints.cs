using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Routing;

namespace Notify.ServiceDefaults.Health;

/// <summary>The two questions an orchestrator asks.</summary>
internal static class HealthEndpoints
{
    public const string Prefix = "/health";

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks(Prefix + "/live", new HealthCheckOptions { Predicate = static _ => false, ResponseWriter = HealthReportWriter.WriteAsync })
            .AllowAnonymous();
        routes.MapHealthChecks(Prefix + "/ready", new HealthCheckOptions { ResponseWriter = HealthReportWriter.WriteAsync })
            .AllowAnonymous();
    }
}
