namespace Notify.AppHost.Projects;

/// <summary>How often services hand over what they measure.</summary>
internal static class TelemetryPace
{
    private const string Milliseconds = "15000"; // as often as collectors usually ask; Aspire's every second costs an idle service as much as half of all else it does

    /// <summary>Lets metrics go to the dashboard every fifteen seconds. Traces and logs go at once.</summary>
    public static IDistributedApplicationBuilder UseTelemetryPace(this IDistributedApplicationBuilder builder)
    {
        foreach (var project in builder.Resources.OfType<ProjectResource>())
        {
            builder.CreateResourceBuilder(project).WithEnvironment("OTEL_METRIC_EXPORT_INTERVAL", Milliseconds);
        }

        return builder;
    }
}
