using Microsoft.Extensions.Configuration;

namespace Notify.AppHost.LocalServers;

/// <summary>Lets a connection string that somebody gives take the place of a server.</summary>
internal static class GivenServers
{
    /// <summary>
    /// Takes what <c>ConnectionStrings:NAME</c> says where it is set, and starts nothing for it: the resource leaves the application, and so does
    /// the server it was alone on.
    /// </summary>
    public static IResourceBuilder<IResourceWithConnectionString> OrGiven<T>(this IResourceBuilder<T> resource)
        where T : IResourceWithConnectionString
    {
        var builder = resource.ApplicationBuilder;
        var name = resource.Resource.Name;
        if (!builder.ExecutionContext.IsRunMode || string.IsNullOrEmpty(builder.Configuration.GetConnectionString(name)))
        {
            return (IResourceBuilder<IResourceWithConnectionString>)resource;
        }

        builder.Resources.Remove(resource.Resource);
        if (resource.Resource is IResourceWithParent { Parent: var server } && !builder.Resources.OfType<IResourceWithParent>().Any(child => child.Parent == server))
        {
            builder.Resources.Remove(server);
        }

        return builder.AddConnectionString(name);
    }
}
