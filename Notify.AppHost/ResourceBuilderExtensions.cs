using Notify.AppHost.State;

namespace Notify.AppHost;

/// <summary>What several projects of the picture have in common.</summary>
internal static class ResourceBuilderExtensions
{
    /// <summary>Tells a service where its plugins are, and lets plugins reach this machine in development. A published service has its plugins in its image.</summary>
    public static IResourceBuilder<ProjectResource> WithPlugins(this IResourceBuilder<ProjectResource> project, StateFolder state, bool isDevelopment)
    {
        if (project.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return project;
        }

        project.WithEnvironment("Notify__Plugins__Path", state.PluginPaths);
        return isDevelopment ? project.WithEnvironment("Notify__Plugins__AllowPrivateNetworks", "true") : project;
    }

    /// <summary>Adds the integrations of the first start: e-mail to the mailbox, and webhooks. A published application has no mailbox.</summary>
    public static IResourceBuilder<ProjectResource> WithFirstIntegrations(this IResourceBuilder<ProjectResource> migrator, EndpointReference smtp)
    {
        if (migrator.ApplicationBuilder.ExecutionContext.IsPublishMode)
        {
            return migrator;
        }

        return migrator
            .WithEnvironment("Notify__Bootstrap__Integrations__0__Identifier", "mailbox")
            .WithEnvironment("Notify__Bootstrap__Integrations__0__Channel", "email")
            .WithEnvironment("Notify__Bootstrap__Integrations__0__Provider", "smtp")
            .WithEnvironment("Notify__Bootstrap__Integrations__0__Settings__host", "127.0.0.1")
            .WithEnvironment("Notify__Bootstrap__Integrations__0__Settings__port", $"{smtp.Property(EndpointProperty.Port)}")
            .WithEnvironment("Notify__Bootstrap__Integrations__0__Settings__useTls", "false")
            .WithEnvironment("Notify__Bootstrap__Integrations__0__Settings__fromEmail", "notify@localhost")
            .WithEnvironment("Notify__Bootstrap__Integrations__0__Settings__fromName", "Notify")
            .WithEnvironment("Notify__Bootstrap__Integrations__1__Identifier", "webhook")
            .WithEnvironment("Notify__Bootstrap__Integrations__1__Channel", "webhook")
            .WithEnvironment("Notify__Bootstrap__Integrations__1__Provider", "webhook");
    }

    /// <summary>Says where providers call back: in development the gateway itself, unless the operator says how it is reached from outside.</summary>
    public static void WithPublicUrl(
        this IDistributedApplicationBuilder builder, IResourceBuilder<ProjectResource> gateway, IResourceBuilder<ProjectResource> dispatcher, bool isDevelopment)
    {
        if (isDevelopment && string.IsNullOrEmpty(builder.Configuration["Notify:PublicUrl"]))
        {
            gateway.WithEnvironment("Notify__PublicUrl", gateway.GetEndpoint("http"));
            dispatcher.WithEnvironment("Notify__PublicUrl", gateway.GetEndpoint("http"));
        }
    }

    /// <summary>Gives a project a page in the dashboard in place of its bare address, which answers programs only.</summary>
    public static IResourceBuilder<ProjectResource> WithPages(this IResourceBuilder<ProjectResource> project, params (string Name, string Path)[] pages) =>
        project.WithUrls(context =>
        {
            if (context.Urls.Find(static url => url.Endpoint?.EndpointName == "http") is { } bare)
            {
                var address = bare.Url.TrimEnd('/');
                (bare.DisplayText, bare.Url) = (pages[0].Name, address + pages[0].Path);
                context.Urls.AddRange(pages.Skip(1).Select(page => new ResourceUrlAnnotation { Url = address + page.Path, DisplayText = page.Name }));
            }
        });
}
