// The application the tests of the local hosting start: like Notify's own, with a service that does nothing.
var builder = DistributedApplication.CreateBuilder(args);

var database = builder.AddPostgres("postgres").WithDataVolume().AddDatabase("testdb", "test");
var messaging = builder.AddRabbitMQ("messaging").WithDataVolume();
var cache = builder.AddRedis("cache").WithDataVolume();
var password = builder.AddParameter("api-key", new GenerateParameterDefault(), secret: true, persist: true);

var setup = builder.AddExecutable("setup", "sh", ".", "-c", "echo the tables are there");

builder.AddProject<Projects.Notify_TestService>("gateway")
    .WithReference(database).WithReference(messaging).WithReference(cache)
    .WaitFor(database).WaitFor(messaging).WaitFor(cache).WaitForCompletion(setup)
    .WithEnvironment("Api__Key", password)
    .WithEnvironment("CacheAddress", $"cache at {cache.GetEndpoint("tcp")}")
    .WithHttpHealthCheck("/health/ready");

builder.Build().Run();
