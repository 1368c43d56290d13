using System.Globalization;
using System.Text;

namespace Notify.LocalHosting.Dashboard;

internal static class ResourcesPage
{
    public static string Render(ResourceView view) => Layout.Render("Resources", "resources", $"""
        <h1>Resources</h1>
        <div class="scroll">
        <table>
        <thead><tr><th>Name</th><th>Type</th><th>State</th><th>Health</th><th>Endpoints</th><th>Process</th><th>Started</th><th><span class="hidden">Actions</span></th></tr></thead>
        <tbody id="resources">{RenderRows(view)}</tbody>
        </table>
        </div>
        """);

    public static string RenderRows(ResourceView view)
    {
        var rows = new StringBuilder();
        foreach (var resource in view.All)
        {
            var s = resource.Snapshot;
            var name = Layout.Text(resource.Resource.Name);
            rows.Append(CultureInfo.InvariantCulture, $"""
                <tr>
                <td><a class="name" href="/resources/{name}">{name}</a></td>
                <td>{Layout.Text(s.ResourceType)}</td>
                <td>{StateBadge(resource)}</td>
                <td>{HealthBadge(resource)}</td>
                <td>{Links(resource)}</td>
                <td class="number">{s.ProcessId}</td>
                <td class="number">{Started(s)}</td>
                <td class="actions">{(view.HasCommands(resource) ? Actions(resource) : "")}</td>
                </tr>
                """);
            if (s.Reason is { } reason)
            {
                rows.Append(CultureInfo.InvariantCulture, $"<tr class=\"reason\"><td></td><td colspan=\"7\">{Layout.Text(reason.Split('\n')[0])}</td></tr>");
            }
        }

        return rows.ToString();
    }

    public static string StateBadge(ResourceEvent resource)
    {
        var state = resource.Snapshot.State?.Text ?? "Unknown";
        var kind = ResourceView.IsBroken(resource) ? "bad" : state is "Running" or "Finished" ? "good" : "busy";
        return $"<span class=\"badge {kind}\">{Layout.Text(state)}{(resource.Snapshot.ExitCode is { } code and not 0 ? $" ({code})" : "")}</span>";
    }

    public static string Actions(ResourceEvent resource)
    {
        var name = Layout.Text(resource.Resource.Name);
        var isActive = resource.Snapshot.State?.Text is "Running" or "Starting" or "Waiting";
        var buttons = isActive
            ? $"<button type=\"button\" data-command=\"stop\" data-resource=\"{name}\">Stop</button><button type=\"button\" data-command=\"restart\" data-resource=\"{name}\">Restart</button>"
            : $"<button type=\"button\" data-command=\"start\" data-resource=\"{name}\">Start</button>";
        return $"{buttons}<a class=\"button\" href=\"/consolelogs/resource/{name}\">Console</a>";
    }

    public static string Started(CustomResourceSnapshot snapshot) => snapshot.StartTimeStamp is { } start
        ? $"<time datetime=\"{start:yyyy-MM-ddTHH:mm:ssZ}\">{start:HH:mm:ss}</time>"
        : "";

    private static string HealthBadge(ResourceEvent resource) => resource.Snapshot.HealthStatus is { } health
        ? $"<span class=\"badge {(health == Microsoft.Extensions.Diagnostics.HealthChecks.HealthStatus.Healthy ? "good" : "bad")}\">{health}</span>"
        : "";

    private static string Links(ResourceEvent resource) => string.Join("<br>", resource.Snapshot.Urls.Select(static url =>
        url.Url.StartsWith("http", StringComparison.Ordinal)
            ? $"<a href=\"{Layout.Text(url.Url)}\" target=\"_blank\" rel=\"noopener\">{Layout.Text(url.Url)}</a>"
            : $"<span title=\"{Layout.Text(url.Name)}\">{Layout.Text(url.Url)}</span>"));
}
