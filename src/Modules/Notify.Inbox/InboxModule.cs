using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Notify.Inbox.Channel;
using Notify.Inbox.Contracts;
using Notify.Inbox.Storage;
using Notify.Plugins;
using Notify.Postgres;

namespace Notify.Inbox;

/// <summary>In-app messages: a channel that is built in, and the inboxes that it fills.</summary>
public static class InboxModule
{
    /// <summary>Adds the module. The host adds PostgreSQL and the channel plugins.</summary>
    public static IHostApplicationBuilder AddInboxModule(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddMigrations("inbox", typeof(InboxModule).Assembly);
        builder.Services.AddSingleton<IInboxStore, InboxStore>();
        builder.Services.AddSingleton(static services => new BuiltInPlugin(new InAppPlugin(services.GetRequiredService<IInboxStore>())));
        return builder;
    }
}
