using Notify.Audience;
using Notify.Content;
using Notify.Delivery;
using Notify.Migrator;
using Notify.Plugins;
using Notify.Postgres;
using Notify.ServiceDefaults;
using Notify.Workspaces;

var builder = Host.CreateApplicationBuilder(args);
builder.AddServiceDefaults();
builder.AddNotifyPostgres();
builder.Services.AddChannelPlugins(builder.Configuration);
builder.AddAudienceModule();
builder.AddContentModule();
builder.AddDeliveryModule();
builder.AddWorkspacesModule();
builder.AddMigrationRun();
return await MigrationRun.ExecuteAsync(builder);
