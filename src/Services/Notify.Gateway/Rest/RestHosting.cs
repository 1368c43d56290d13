using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Notify.Gateway.Rest.Callbacks;
using Notify.Gateway.Rest.Inbox;
using Notify.Gateway.Rest.Integrations;
using Notify.Gateway.Rest.Notifications;
using Notify.Gateway.Rest.Senders;
using Notify.Gateway.Rest.Subscribers;
using Notify.Gateway.Rest.Testing;
using Notify.Gateway.Rest.Workspaces;

namespace Notify.Gateway.Rest;

/// <summary>All REST doors.</summary>
internal static class RestHosting
{
    /// <summary>Adds what the doors need.</summary>
    public static WebApplicationBuilder AddRestDoors(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(static kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddOptions<CallbackOptions>().BindConfiguration("Notify");
        builder.Services.ConfigureHttpJsonOptions(static json =>
        {
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.TypeInfoResolverChain.Insert(
                0, // the API description reads shapes from here
                JsonTypeInfoResolver.Combine(RestJson.Default, NotificationJson.Default, IntegrationJson.Default, SenderJson.Default, InboxJson.Default, ClockJson.Default));
        });
        return builder;
    }

    /// <summary>Maps every door under <c>/v1</c>.</summary>
    public static WebApplication MapRestDoors(this WebApplication app)
    {
        var v1 = app.MapGroup("/v1");
        v1.MapApiKeys();
        v1.MapCallbacks();
        v1.MapEnvironments();
        v1.MapGuestList();
        v1.MapInbox();
        v1.MapIntegrations();
        v1.MapNotifications();
        v1.MapSenders();
        v1.MapSubscribers();
        v1.MapSuppressions();
        v1.MapVirtualClock();
        return app;
    }
}
