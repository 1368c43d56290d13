using Microsoft.Extensions.Configuration;
using Notify.LocalHosting.Containers;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.State;

namespace Notify.LocalHosting.Tests.Containers;

public sealed class ContainerEngineTests
{
    [Fact]
    public void A_container_gets_its_secrets_by_the_environment_and_its_port_on_loopback_only()
    {
        using var folder = new TemporaryFolder();
        using var ports = new PortAllocator(new ConfigurationBuilder().Build());
        var builder = DistributedApplication.CreateBuilder([$"--AppHost:StateDirectory={folder.Path}"]);
        var cache = builder.AddRedis("cache").WithDataVolume();
        ports.Allocate(cache.Resource);
        var context = new LaunchContext(new StateDirectory(folder.Path), ports, new Dictionary<string, string>(), [], static _ => { });

        var plan = ContainerEngine.Run(
            "docker", cache.Resource, "redis:8.2", 6379, "/data", context, new Dictionary<string, string> { ["REDIS_PASSWORD"] = "hush" }, "sh");

        var name = plan.Arguments[3];
        Assert.Matches("^notify-[0-9a-f]{10}-cache$", name);
        Assert.Equal(
            ["run", "--rm", "--name", name, "-p", $"127.0.0.1:{cache.Resource.PrimaryEndpoint.Port}:6379", "-v", $"{name}-data:/data", "-e", "REDIS_PASSWORD", "redis:8.2", "sh"],
            plan.Arguments);
        Assert.Equal("hush", plan.Environment["REDIS_PASSWORD"]);
    }
}
