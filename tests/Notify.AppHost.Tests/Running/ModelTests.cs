using Notify.AppHost.Tests.Support;

namespace Notify.AppHost.Tests.Running;

/// <summary>The application model, without starting it.</summary>
public sealed class ModelTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Where_no_container_engine_answers_servers_are_processes_of_this_machine()
    {
        await using var builder = await SmallApplication.ModelAsync(folder, $"--ASPIRE_CONTAINER_RUNTIME={await EngineAsync("sleep 100")}");

        Assert.Equal(
            ["postgres", "notifydb", "messaging", "cache", "mailbox", "migrator", "gateway", "dispatcher", "postgres-process", "messaging-process", "cache-process"],
            Names(builder));
        Assert.DoesNotContain(builder.Resources, static resource => resource.Annotations.OfType<ContainerImageAnnotation>().Any());
    }

    [Fact]
    public async Task Where_a_container_engine_answers_servers_are_containers_with_pinned_versions_and_volumes()
    {
        await using var builder = await SmallApplication.ModelAsync(folder, $"--ASPIRE_CONTAINER_RUNTIME={await EngineAsync("echo 27.0")}");

        var containers = builder.Resources.OfType<ContainerResource>().ToList();
        Assert.Equal(["postgres", "notifydb", "messaging", "cache", "mailbox", "migrator", "gateway", "dispatcher"], Names(builder));
        Assert.Equal(["postgres", "messaging", "cache"], containers.Select(static container => container.Name));
        Assert.All(containers, static container =>
        {
            Assert.Matches("^[0-9]+\\.[0-9]+$", container.Annotations.OfType<ContainerImageAnnotation>().Single().Tag);
            Assert.Equal(ContainerMountType.Volume, container.Annotations.OfType<ContainerMountAnnotation>().Single().Type);
        });
    }

    [Fact]
    public async Task Given_connection_strings_take_the_place_of_servers()
    {
        await using var builder = await SmallApplication.ModelAsync(
            folder, "--ConnectionStrings:notifydb=Host=127.0.0.1;Port=1", "--ConnectionStrings:messaging=amqp://127.0.0.1:1", "--ConnectionStrings:cache=127.0.0.1:1");

        Assert.Equal(
            ["cache", "dispatcher", "gateway", "mailbox", "messaging", "migrator", "notifydb"], Names(builder).Order(StringComparer.Ordinal));
        var database = Assert.IsType<IResourceWithConnectionString>(builder.Resources.Single(static resource => resource.Name == "notifydb"), exactMatch: false);
        Assert.Equal("Host=127.0.0.1;Port=1", await database.GetConnectionStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Without_the_development_environment_nobody_gets_a_key_made_by_the_AppHost()
    {
        await using var builder = await SmallApplication.ModelAsync(folder, "--environment=Production");

        Assert.DoesNotContain(builder.Resources, static resource => resource.Name == "api-key");
    }

    /// <summary>What people see of a model: no parameters, and not what Aspire adds to rebuild projects.</summary>
    private static IEnumerable<string> Names(IDistributedApplicationBuilder builder) => builder.Resources
        .Where(static resource => resource is IResourceWithConnectionString or ProjectResource or ExecutableResource { Command: "bash" })
        .Select(static resource => resource.Name);

    private async Task<string> EngineAsync(string answer)
    {
        var program = Path.Combine(folder.Path, "engine");
        await File.WriteAllTextAsync(program, $"#!/bin/sh\n{answer}\n", TestContext.Current.CancellationToken);
        File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return program;
    }
}
