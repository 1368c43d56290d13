using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Notify.Content.Contracts;
using Notify.Content.Rendering;

namespace Notify.Content;

/// <summary>What is said: content checked against channels and rendered into their messages.</summary>
public static class ContentModule
{
    /// <summary>Adds the module.</summary>
    public static IHostApplicationBuilder AddContentModule(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton<IMessageRenderer, DirectMessageRenderer>();
        return builder;
    }
}
