using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Notify.LocalHosting.Dashboard;

/// <summary>The pages, rendered here; a small script keeps them fresh.</summary>
internal sealed class DashboardPages(ResourceView view, ResourceLoggerService loggers)
{
    private static readonly Dictionary<string, string> AssetTypes = new() { ["app.css"] = "text/css", ["app.js"] = "text/javascript" };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", context => WriteAsync(context, ResourcesPage.Render(view)));
        routes.MapGet("/fragments/resources", context => WriteAsync(context, ResourcesPage.RenderRows(view)));
        routes.MapGet("/resources/{name}", context => WithResource(context, r => DetailsPage.Render(view, r)));
        routes.MapGet("/consolelogs", context => Redirect(context, view.All.FirstOrDefault()));
        routes.MapGet("/consolelogs/resource/{name}", context => WithResource(context, r => LogsPage.Render(view, r, loggers)));
        routes.MapGet("/assets/{name}", AssetAsync);
    }

    private static Task WriteAsync(HttpContext context, string html)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(html, context.RequestAborted);
    }

    private static Task Redirect(HttpContext context, ResourceEvent? resource)
    {
        context.Response.Redirect(resource is null ? "/" : $"/consolelogs/resource/{resource.Resource.Name}");
        return Task.CompletedTask;
    }

    private static async Task AssetAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!; // the route has it
        if (!AssetTypes.TryGetValue(name, out var type))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        await using var asset = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!; // embedded by the build
        context.Response.ContentType = type + "; charset=utf-8";
        await asset.CopyToAsync(context.Response.Body, context.RequestAborted);
    }

    private Task WithResource(HttpContext context, Func<ResourceEvent, string> render)
    {
        if (view.Find((string)context.Request.RouteValues["name"]!) is { } resource) // the route has it
        {
            return WriteAsync(context, render(resource));
        }

        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return WriteAsync(context, Layout.Render("Not found", "", "<p class=\"empty\">There is no such resource.</p>"));
    }
}
