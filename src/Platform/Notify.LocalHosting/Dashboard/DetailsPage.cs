namespace Notify.LocalHosting.Dashboard;

internal static class DetailsPage
{
    public static string Render(ResourceView view, ResourceEvent resource)
    {
        var snapshot = resource.Snapshot;
        var variables = string.Concat(snapshot.EnvironmentVariables.Select(
            v => $"<tr><td class=\"mono\">{Layout.Text(v.Name)}</td><td class=\"mono wrap\">{Layout.Text(view.Mask(v))}</td></tr>"));
        return Layout.Render(resource.Resource.Name, "resources", $"""
            <h1>{Layout.Text(resource.Resource.Name)} {ResourcesPage.StateBadge(resource)}</h1>
            <p class="actions">{(view.HasCommands(resource) ? ResourcesPage.Actions(resource) : "")}</p>
            {(snapshot.Reason is { } reason ? $"<pre class=\"problem\">{Layout.Text(reason)}</pre>" : "")}
            <dl>
            <dt>Type</dt><dd>{Layout.Text(snapshot.ResourceType)}</dd>
            <dt>Process</dt><dd>{snapshot.ProcessId?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "–"}</dd>
            <dt>Started</dt><dd>{ResourcesPage.Started(snapshot)}</dd>
            </dl>
            <h2>Environment variables</h2>
            <p class="hint">Secrets are masked; they never leave the AppHost.</p>
            <div class="scroll"><table><thead><tr><th>Name</th><th>Value</th></tr></thead><tbody>{variables}</tbody></table></div>
            """);
    }
}
