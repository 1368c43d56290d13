using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Notify.AppHost.Control;

/// <summary>What can be asked of a running application.</summary>
internal sealed class ControlEndpoints(
    ApplicationStatus status, ResourceView view, ResourceNotificationService notifications, ResourceLoggerService loggers, ResourceCommandService commands, TimeProvider time)
{
    private const int DefaultPatienceSeconds = 180;
    private const int LongestPatienceSeconds = 3_600;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/status", context => WriteJsonAsync(context, status.ToJson()));
        routes.MapGet("/resources", context => WriteJsonAsync(context, view.All.Select(ResourceView.ToJson)));
        routes.MapGet("/wait", WaitAsync);
        routes.MapGet("/resources/{name}/logs", LogsAsync);
        routes.MapPost("/resources/{name}/commands/{command}", CommandAsync);
    }

    private static Task WriteJsonAsync(HttpContext context, object value)
    {
        context.Response.ContentType = "application/json; charset=utf-8";
        return context.Response.WriteAsync(JsonSerializer.Serialize(value) + "\n", context.RequestAborted);
    }

    private static Task RefuseAsync(HttpContext context, int statusCode, string reason)
    {
        context.Response.StatusCode = statusCode;
        return context.Response.WriteAsync(reason + "\n", context.RequestAborted);
    }

    // Answers when everything is well, as soon as something has failed, or when the time is over; with the reason and last lines.
    private async Task WaitAsync(HttpContext context)
    {
        var patience = TimeSpan.FromSeconds(int.TryParse(context.Request.Query["seconds"], out var seconds) ? Math.Clamp(seconds, 1, LongestPatienceSeconds) : DefaultPatienceSeconds);
        using var limit = new CancellationTokenSource(patience, time);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, limit.Token);
        try
        {
            await foreach (var _ in notifications.WatchAsync(budget.Token))
            {
                var isComplete = view.IsComplete; // before the list: what is added meanwhile is not in it
                var all = view.All.ToList();
                if (all.Find(view.IsBroken) is { } broken)
                {
                    await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, await view.DescribeAsync(broken));
                    return;
                }

                if (isComplete && all.TrueForAll(view.IsWell))
                {
                    await context.Response.WriteAsync("All resources are healthy.\n", context.RequestAborted);
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (!context.RequestAborted.IsCancellationRequested)
        {
            var unwell = await Task.WhenAll(view.All.Where(resource => !view.IsWell(resource)).Select(view.DescribeAsync));
            await RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, $"Not everything was healthy within {patience.TotalSeconds} s.\n{string.Join('\n', unwell)}");
        }
    }

    private async Task LogsAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!; // the route has it
        if (view.Find(name) is not { } resource)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, UnknownResource(name));
            return;
        }

        context.Response.ContentType = "text/plain; charset=utf-8";
        var lines = context.Request.Query["follow"] == "true" ? loggers.WatchAsync(resource.Resource) : loggers.GetAllAsync(resource.Resource);
        try
        {
            await foreach (var some in lines.WithCancellation(context.RequestAborted))
            {
                foreach (var line in some)
                {
                    await context.Response.WriteAsync(LogText.WithoutTime(line.Content) + "\n", context.RequestAborted);
                }

                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // the reader has left
        }
    }

    private async Task CommandAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!; // the route has both
        var command = (string)context.Request.RouteValues["command"]!;
        if (view.Find(name) is not { } resource)
        {
            await RefuseAsync(context, StatusCodes.Status404NotFound, UnknownResource(name));
            return;
        }

        var result = await commands.ExecuteCommandAsync(resource.Resource, command, context.RequestAborted);
        if (result.Success)
        {
            context.Response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }

        var known = string.Join(", ", resource.Resource.Annotations.OfType<ResourceCommandAnnotation>().Select(static annotation => annotation.Name));
        await RefuseAsync(context, StatusCodes.Status400BadRequest, $"'{command}' of '{name}' failed: {result.Message} Its commands are: {known}.");
    }

    private string UnknownResource(string name) => $"There is no resource '{name}'. There are: {string.Join(", ", view.All.Select(static resource => resource.Resource.Name))}.";
}
