using Notify.Audience;
using Notify.Migrator;
using Notify.Postgres;
using Notify.Workspaces;

var builder = Host.CreateApplicationBuilder(args);
builder.AddNotifyPostgres();
builder.AddAudienceModule();
builder.AddWorkspacesModule();
builder.AddMigrationRun();
return await MigrationRun.ExecuteAsync(builder);
