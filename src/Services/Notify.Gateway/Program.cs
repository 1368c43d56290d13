using Notify.Audience;
using Notify.Gateway.Access;
using Notify.Gateway.OpenApi;
using Notify.Gateway.Problems;
using Notify.Gateway.Rest;
using Notify.Postgres;
using Notify.Redis;
using Notify.ServiceDefaults;
using Notify.Workspaces;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.AddNotifyPostgres();
builder.AddNotifyRedis();
builder.AddAudienceModule();
builder.AddWorkspacesModule();
builder.AddRestDoors();
builder.AddApiDescription();

var app = builder.Build();
app.UseProblems();
app.UseApiKeys();
app.MapDefaultEndpoints();
app.MapApiDescription();
app.MapRestDoors();
await app.RunAsync();
