using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;

namespace Notify.LocalHosting.Dashboard;

/// <summary>What scripts and the dashboard's own pages ask for.</summary>
internal sealed class DashboardApi(
    ResourceView view,
    ResourceCommandService commands,
    ResourceNotificationService notifications,
    ResourceLoggerService loggers,
    IHostEnvironment environment,
    TimeProvider time,
    Uri address)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/status", StatusAsync);
        routes.MapGet("/api/resources", context => WriteJsonAsync(context, view.All.Select(ResourceView.ToJson)));
        routes.MapGet("/api/wait", WaitAsync);
        routes.MapGet("/api/changes", ChangesAsync);
        routes.MapGet("/api/resources/{name}/logs", LogsAsync);
        routes.MapPost("/api/resources/{name}/{command}", CommandAsync);
    }

    private static Task WriteJsonAsync(HttpContext context, object value)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(value) + "\n", context.RequestAborted);
    }

    // The names "gateway", "mailbox" and "api-key" are those of the AppHost's picture; a model without them shows null.
    private Task StatusAsync(HttpContext context) => WriteJsonAsync(context, new
    {
        dashboard = address.ToString().TrimEnd('/'),
        gateway = view.FirstUrl("gateway"),
        mailbox = view.FirstUrl("mailbox"),
        apiKey = environment.IsDevelopment() ? view.Parameter("api-key") : null,
        environment = environment.EnvironmentName,
        resources = view.All.Select(ResourceView.ToJson),
    });

    // Answers when everything is well, as soon as something has failed, or when the time is over; with the reason and last lines.
    private async Task WaitAsync(HttpContext context)
    {
        var patience = TimeSpan.FromSeconds(int.TryParse(context.Request.Query["seconds"], out var seconds) ? Math.Clamp(seconds, 1, 3600) : 180);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await using var limit = time.CreateTimer(static b => ((CancellationTokenSource)b!).Cancel(), budget, patience, Timeout.InfiniteTimeSpan);
        try
        {
            await foreach (var _ in notifications.WatchAsync(budget.Token))
            {
                var all = view.All.ToList();
                if (all.Find(ResourceView.IsBroken) is { } broken)
                {
                    await RefuseAsync(context, notifications.Describe(broken));
                    return;
                }

                if (all.TrueForAll(ResourceView.IsWell))
                {
                    await context.Response.WriteAsync("All resources are healthy.\n", context.RequestAborted);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            var unwell = view.All.Where(static r => !ResourceView.IsWell(r)).Select(notifications.Describe);
            await RefuseAsync(context, $"Not everything was healthy within {patience.TotalSeconds} s.\n{string.Join('\n', unwell)}");
        }
    }

    private static Task RefuseAsync(HttpContext context, string reason)
    {
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return context.Response.WriteAsync(reason + "\n", context.RequestAborted);
    }

    private async Task ChangesAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        try
        {
            await foreach (var change in notifications.WatchAsync(context.RequestAborted))
            {
                await context.Response.WriteAsync($"data: {JsonSerializer.Serialize(change.Resource.Name)}\n\n", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // the page was closed
        }
    }

    private async Task LogsAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!; // the route has it
        if (view.Find(name) is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            await context.Response.WriteAsync($"There is no resource '{name}'. There are: {string.Join(", ", view.All.Select(static r => r.Resource.Name))}.\n");
            return;
        }

        var asEvents = context.Request.Headers.Accept.ToString().Contains("text/event-stream", StringComparison.Ordinal);
        context.Response.ContentType = asEvents ? "text/event-stream" : "text/plain; charset=utf-8";
        if (!asEvents && context.Request.Query["follow"] != "true")
        {
            await WriteLinesAsync(context, loggers.Snapshot(name), asEvents);
            return;
        }

        try
        {
            await foreach (var lines in loggers.WatchAsync(name, context.RequestAborted))
            {
                await WriteLinesAsync(context, lines, asEvents);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // the reader has left
        }
    }

    private static async Task WriteLinesAsync(HttpContext context, IReadOnlyList<LogLine> lines, bool asEvents)
    {
        foreach (var line in lines)
        {
            await context.Response.WriteAsync(
                asEvents
                    ? $"data: {JsonSerializer.Serialize(new { n = line.LineNumber, text = line.Content, error = line.IsErrorMessage })}\n\n"
                    : line.Content + "\n",
                context.RequestAborted);
        }
    }

    private async Task CommandAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!; // the route has both
        var command = (string)context.Request.RouteValues["command"]!;
        var result = await commands.ExecuteCommandAsync(name, command, context.RequestAborted);
        context.Response.StatusCode = result.Success ? StatusCodes.Status204NoContent : StatusCodes.Status400BadRequest;
        if (!result.Success)
        {
            await context.Response.WriteAsync(result.Message + "\n", context.RequestAborted);
        }
    }
}
