using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Notify.Content.Contracts;
using Notify.Content.Rendering;
using Notify.Content.Senders;
using Notify.Postgres;
using Notify.Secrets;

namespace Notify.Content;

/// <summary>What is said, and in whose name: content checked against channels and rendered into their messages, and senders.</summary>
public static class ContentModule
{
    /// <summary>Adds the module. The host adds PostgreSQL (<see cref="PostgresHosting.AddNotifyPostgres"/>).</summary>
    public static IHostApplicationBuilder AddContentModule(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMigrations("content", typeof(ContentModule).Assembly);
        builder.Services.AddModuleDbContext<ContentDbContext>();
        builder.AddNotifySecrets();
        builder.Services.AddSingleton<SenderCache>().AddSingleton<ISenders>(static services => services.GetRequiredService<SenderCache>());
        builder.Services.AddScoped<ISenderDirectory, SenderDirectory>();
        builder.Services.TryAddSingleton<IMessageRenderer, DirectMessageRenderer>();
        return builder;
    }
}
