namespace Notify.LocalHosting.Tests.Configuration;

public sealed class EnvironmentTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_interpolated_value_takes_the_values_of_resources_not_their_type_names()
    {
        var variables = await VariablesAsync(static builder =>
        {
            var server = builder.AddExecutable("server", "sleep", ".", "1000").WithEndpoint(scheme: "tcp", name: "main");
            var key = builder.AddParameter("key", "a b&c");
            var main = server.GetEndpoint("main");
            builder.AddExecutable("user", "sleep", ".", "1000")
                .WithEnvironment("Text", $"plain")
                .WithEnvironment("Address", $"<{main}> on {main.Property(EndpointProperty.IPV4Host)}")
                .WithEnvironment("Key", $"{{{key}}} {key.Resource:uri}");
        });

        Assert.Equal("plain", variables["Text"]);
        Assert.Matches("^<tcp://127\\.0\\.0\\.1:[0-9]+> on 127\\.0\\.0\\.1$", variables["Address"]);
        Assert.Equal("{a b&c} a%20b%26c", variables["Key"]);
    }

    [Fact]
    public async Task A_reference_gives_the_connection_string_under_the_name_of_the_resource()
    {
        var variables = await VariablesAsync(
            static builder =>
            {
                var cache = builder.AddRedis("cache");
                builder.AddExecutable("user", "sleep", ".", "1000").WithReference(cache).WithReference(cache, connectionName: "other");
            },
            "--ConnectionStrings:cache=elsewhere:6379");

        Assert.Equal("elsewhere:6379", variables["ConnectionStrings__cache"]);
        Assert.Equal("elsewhere:6379", variables["ConnectionStrings__other"]);
    }

    [Fact]
    public async Task An_endpoint_can_put_its_port_into_a_variable()
    {
        var variables = await VariablesAsync(static builder =>
            builder.AddExecutable("user", "sleep", ".", "1000").WithEndpoint(scheme: "tcp", name: "smtp", env: "Mailbox__SmtpPort"));

        Assert.InRange(int.Parse(variables["Mailbox__SmtpPort"], System.Globalization.CultureInfo.InvariantCulture), 20_000, 31_999);
    }

    private static async Task<Dictionary<string, string>> VariablesAsync(Action<IDistributedApplicationBuilder> describe, params string[] args)
    {
        await using var application = await TestApplication.StartAsync(describe, args: args);
        await application.States.WaitForResourceHealthyAsync("user", Cancellation);
        Assert.True(application.States.TryGetCurrentState("user", out var user));
        return user.Snapshot.EnvironmentVariables.ToDictionary(static v => v.Name, static v => v.Value ?? "");
    }
}
