using Microsoft.Extensions.Hosting;
using Notify.AppHost;

var builder = DistributedApplication.CreateBuilder(args);
var isDevelopment = builder.Environment.IsDevelopment();
var plugins = PluginFolders.Paths(builder.AppHostDirectory);

// stores
var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("notifydb", "notify");
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume();
var cache = builder.AddRedis("cache").WithDataVolume();
var secretsKey = builder.AddParameter("secrets-key", GeneratedSecret.EncryptionKey(), secret: true, persist: true);

// where e-mail goes in development
var mailbox = builder.AddProject<Projects.Notify_Mailbox>("mailbox")
    .WithEndpoint(scheme: "tcp", name: "smtp", env: "Mailbox__SmtpPort", isProxied: false)
    .WithEndpoint(scheme: "tcp", name: "smtps", env: "Mailbox__SmtpsPort", isProxied: false)
    .WithExternalHttpEndpoints();

// the tables and the first environment; the services wait for them
var migrator = builder.AddProject<Projects.Notify_Migrator>("migrator")
    .WithReference(database).WaitFor(database)
    .WithEnvironment("Notify__Secrets__Key", secretsKey)
    .WithPlugins(plugins, isDevelopment)
    .WithFirstIntegrations(mailbox.GetEndpoint("smtp"));
if (isDevelopment)
{
    migrator.WithEnvironment(
        "Notify__Bootstrap__ApiKey", builder.AddParameter("api-key", GeneratedSecret.ApiKey(), secret: true, persist: true));
}

// the services
var gateway = builder.AddProject<Projects.Notify_Gateway>("gateway")
    .WithReference(database).WithReference(messaging).WithReference(cache)
    .WaitForCompletion(migrator).WaitFor(messaging).WaitFor(cache)
    .WithEnvironment("Notify__Secrets__Key", secretsKey)
    .WithPlugins(plugins, isDevelopment)
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health/ready");

var dispatcher = builder.AddProject<Projects.Notify_Dispatcher>("dispatcher")
    .WithReference(database).WithReference(messaging).WithReference(cache)
    .WaitForCompletion(migrator).WaitFor(messaging).WaitFor(cache)
    .WithEnvironment("Notify__Secrets__Key", secretsKey)
    .WithPlugins(plugins, isDevelopment)
    .WithHttpHealthCheck("/health/ready");

// where providers call back; the operator says how the gateway is reached from outside
if (isDevelopment && string.IsNullOrEmpty(builder.Configuration["Notify:PublicUrl"]))
{
    gateway.WithEnvironment("Notify__PublicUrl", gateway.GetEndpoint("http"));
    dispatcher.WithEnvironment("Notify__PublicUrl", gateway.GetEndpoint("http"));
}

builder.Build().Run();
