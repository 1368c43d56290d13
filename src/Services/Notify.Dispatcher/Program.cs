using Notify.Audience;
using Notify.Content;
using Notify.Delivery;
using Notify.Inbox;
using Notify.Messaging;
using Notify.Plugins;
using Notify.Postgres;
using Notify.Redis;
using Notify.ServiceDefaults;
using Notify.Workspaces;

if (ServiceHealth.IsAsked(args))
{
    return await ServiceHealth.AskAsync(args, Console.Out, CancellationToken.None);
}

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNotifyPostgres();
builder.AddNotifyMessaging();
builder.AddNotifyRedis();
builder.Services.AddChannelPlugins(builder.Configuration);
builder.AddWorkspacesModule();
builder.AddAudienceModule();
builder.AddContentModule();
builder.AddDeliveryModule();
builder.AddInboxModule();
builder.AddDeliveryDispatch();

var app = builder.Build();
app.MapDefaultEndpoints();
await app.RunAsync();
return 0;
