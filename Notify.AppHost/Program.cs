using Microsoft.Extensions.Hosting;
using Notify.AppHost;
using Notify.AppHost.Commands;
using Notify.AppHost.Control;
using Notify.AppHost.Lifecycle;
using Notify.AppHost.LocalServers;
using Notify.AppHost.Projects;
using Notify.AppHost.State;

var builder = DistributedApplication.CreateBuilder(AppHostArguments.Complete(args));
var isDevelopment = builder.Environment.IsDevelopment();
var state = builder.UseStateFolder();

// stores
var database = builder.AddPostgres("postgres").WithImageTag("18.3").WithArgs("-c", "max_connections=300").WithDataVolume().AddDatabase("notifydb", "notify").OrGiven();
var messaging = builder.AddRabbitMQ("messaging").WithImageTag("4.3").WithDataVolume().OrGiven();
var cache = builder.AddRedis("cache").WithImageTag("8.6").WithDataVolume().OrGiven();
var secretsKey = builder.AddParameter("secrets-key", secret: true);

// where e-mail goes in development
var mailbox = builder.AddProject<Projects.Notify_Mailbox>("mailbox")
    .WithEndpoint(scheme: "tcp", name: "smtp", env: "Mailbox__SmtpPort", isProxied: false)
    .WithEndpoint(scheme: "tcp", name: "smtps", env: "Mailbox__SmtpsPort", isProxied: false)
    .WithPages(("Mailbox", "/")).WithHttpHealthCheck("/health/ready")
    .ExcludeFromManifest();

// the tables and the first environment; the services wait for them
var migrator = builder.AddProject<Projects.Notify_Migrator>("migrator")
    .WithReference(database).WaitFor(database)
    .WithEnvironment("Notify__Secrets__Key", secretsKey)
    .WithPlugins(state, isDevelopment)
    .WithFirstIntegrations(mailbox.GetEndpoint("smtp"))
    .WithFreshDataCommand(state);
if (isDevelopment)
{
    migrator.WithEnvironment("Notify__Bootstrap__ApiKey", builder.AddParameter("api-key", secret: true));
}

// the services
var gateway = builder.AddProject<Projects.Notify_Gateway>("gateway")
    .WithReference(database).WithReference(messaging).WithReference(cache)
    .WaitForCompletion(migrator).WaitFor(messaging).WaitFor(cache)
    .WithEnvironment("Notify__Secrets__Key", secretsKey)
    .WithPlugins(state, isDevelopment)
    .WithExternalHttpEndpoints()
    .WithPages(("GraphiQL", "/graphql"), ("OpenAPI", "/openapi/v1.json"), ("Health", "/health/ready"))
    .WithHttpHealthCheck("/health/ready")
    .WithDemoCommand();

var dispatcher = builder.AddProject<Projects.Notify_Dispatcher>("dispatcher")
    .WithReference(database).WithReference(messaging).WithReference(cache)
    .WaitForCompletion(migrator).WaitFor(messaging).WaitFor(cache)
    .WithEnvironment("Notify__Secrets__Key", secretsKey)
    .WithPlugins(state, isDevelopment)
    .WithPages(("Health", "/health/ready")).WithHttpHealthCheck("/health/ready");
builder.WithPublicUrl(gateway, dispatcher, isDevelopment);

builder.UsePlainConnections().UseLocalServers(state).UseBuiltPrograms().UseTelemetryPace().UsePreferredPorts().UseLifecycle().UseControl(state);
builder.Build().Run();
