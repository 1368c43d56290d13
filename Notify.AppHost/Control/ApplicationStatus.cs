using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Notify.AppHost.Control;

/// <summary>What a person wants to know of a running application: where its doors are, and how its parts are.</summary>
internal sealed class ApplicationStatus(ResourceView view, IHostEnvironment environment, IConfiguration configuration)
{
    // The names "gateway", "mailbox" and "api-key" are those of the AppHost's picture; an application without them shows null.
    public object ToJson() => new
    {
        dashboard = Dashboard,
        dashboardLogin = configuration["AppHost:BrowserToken"] is { Length: > 0 } token ? $"{Dashboard}/login?t={token}" : Dashboard,
        gateway = view.AddressOf("gateway"),
        mailbox = view.AddressOf("mailbox"),
        apiKey = environment.IsDevelopment() ? configuration["Parameters:api-key"] : null,
        environment = environment.EnvironmentName,
        resources = view.All.Select(ResourceView.ToJson),
    };

    private string? Dashboard => configuration["ASPNETCORE_URLS"]?.Split(';')[0].TrimEnd('/');
}
