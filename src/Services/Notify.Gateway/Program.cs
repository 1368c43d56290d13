using Notify.Audience;
using Notify.Content;
using Notify.Delivery;
using Notify.Gateway.Access;
using Notify.Gateway.OpenApi;
using Notify.Gateway.Problems;
using Notify.Gateway.Rest;
using Notify.Gateway.Schema;
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
builder.AddAudienceModule();
builder.AddContentModule();
builder.AddDeliveryModule();
builder.AddInboxModule();
builder.AddDeliveryIntake();
builder.AddWorkspacesModule();
builder.AddRestDoors();
builder.AddGraphQLDoor();
builder.AddApiDescription();

var app = builder.Build();
app.UseProblems();
app.UseApiKeys();
app.MapDefaultEndpoints();
app.MapApiDescription();
app.MapRestDoors();
app.MapGraphQLDoor();
await app.RunAsync();
return 0;
