// A small service for the tests of the local hosting: says who it is, what it was given, and ends when told.
var app = WebApplication.CreateBuilder(args).Build();
var environment = app.Services.GetRequiredService<IConfiguration>();

app.MapGet("/health/ready", () => Results.Ok());
app.MapGet("/process", () => Environment.ProcessId);
app.MapGet("/environment/{name}", (string name) => environment[name.Replace("__", ":", StringComparison.Ordinal)] ?? "(none)");
app.MapPost("/say", async (HttpRequest request) =>
{
    using var reader = new StreamReader(request.Body);
    Console.WriteLine(await reader.ReadToEndAsync());
});
app.Run();
