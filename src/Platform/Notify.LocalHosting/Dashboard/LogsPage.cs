namespace Notify.LocalHosting.Dashboard;

internal static class LogsPage
{
    private const int LinesWithoutScript = 500;

    public static string Render(ResourceView view, ResourceEvent shown, ResourceLoggerService loggers)
    {
        var options = string.Concat(view.All.Select(r =>
            $"<option{(r.Resource == shown.Resource ? " selected" : "")}>{Layout.Text(r.Resource.Name)}</option>"));
        var lines = string.Concat(loggers.Snapshot(shown.Resource.Name).TakeLast(LinesWithoutScript)
            .Select(static line => $"<div{(line.IsErrorMessage ? " class=\"error\"" : "")}>{Layout.Text(line.Content)}</div>"));
        return Layout.Render($"{shown.Resource.Name} console", "logs", $"""
            <h1>Console</h1>
            <div class="toolbar">
            <label>Resource <select id="log-resource">{options}</select></label>
            <label>Filter <input id="log-filter" type="search" placeholder="text in the line"></label>
            <button type="button" id="log-pause" aria-pressed="false">Pause</button>
            <span id="log-count" class="hint"></span>
            </div>
            <div id="log" class="log" tabindex="0" role="log" data-resource="{Layout.Text(shown.Resource.Name)}">{lines}</div>
            """);
    }
}
