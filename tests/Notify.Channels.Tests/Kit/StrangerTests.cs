using Microsoft.AspNetCore.Http;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Kit;

/// <summary>What a stranger does with nothing but the packages and the template.</summary>
public sealed class StrangerTests(Workshop workshop) : IClassFixture<Workshop>
{
    private const string Name = "Acme.BigPigeon";
    private const string Id = "acme-big-pigeon";

    [Fact]
    public async Task A_plugin_from_the_template_passes_its_tests_loads_sends_is_replaced_and_unloads()
    {
        await using var endpoint = await WebhookEndpoint.StartAsync(static context => context.Response.WriteAsync("""{"id":"m-1"}"""));
        var settings = new { baseUrl = new Uri(new Uri(endpoint.Url), "/").ToString(), apiKey = "key-4711" };
        var (folder, source) = (workshop.Path("Pigeon"), workshop.Path("Pigeon", "src", Name));
        await workshop.DotnetAsync("new", "install", Repository.File("templates", "notify-channel"), "--debug:custom-hive", workshop.Path("hive"));
        await workshop.DotnetAsync("new", "notify-channel", "-n", Name, "-o", folder, "--sdkVersion", workshop.Version, "--debug:custom-hive", workshop.Path("hive"));

        await TestAsync(folder, Name + ".Tests");
        Directory.CreateDirectory(workshop.Path("plugins"));
        await PublishAsync(source);
        await using var host = await PluginHost.StartAsync(workshop.Path("plugins"), ($"Notify:Plugins:Options:{Id}:AllowPrivateNetworks", "true"));
        Assert.Equal(["apiKey"], host.Plugins.SecretSettings(Id));
        await SendAsync(host, settings);

        var plugin = Path.Combine(source, "ChannelPlugin.cs");
        await File.WriteAllTextAsync(plugin, (await File.ReadAllTextAsync(plugin, TestLimits.Token)).Replace("1.0.0", "1.1.0", StringComparison.Ordinal), TestLimits.Token);
        await PublishAsync(source);
        await host.UntilAsync(static plugins => plugins.TryFind(Id, out var manifest) && manifest.Version == "1.1.0");
        await SendAsync(host, settings);

        Directory.Delete(workshop.Path("plugins", Name), recursive: true);
        await host.UntilAsync(static plugins => !plugins.TryFind(Id, out _));
        await LoadContexts.CollectedAsync($"plugin {Name} ", expectedLeft: 0);
        Assert.Equal(["Bearer key-4711", "Bearer key-4711"], endpoint.Calls.Select(static call => call.Headers["authorization"]));
    }

    [Fact]
    public async Task The_sample_plugin_builds_against_the_packages_and_passes_its_tests()
    {
        var samples = workshop.Path("samples");
        foreach (var file in Directory.EnumerateFiles(Repository.File("samples"), "*", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Repository.File("samples"), file);
            if (path == "nuget.config" || path.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj"))
                continue; // the workshop has its own feed

            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(samples, path))!); // it is below the folder
            File.Copy(file, Path.Combine(samples, path));
        }

        await TestAsync(Path.Combine(samples, "Ntfy"), "Ntfy.Tests");
    }

    [Fact]
    public async Task A_program_with_the_sdk_can_be_trimmed_to_the_bone()
    {
        Directory.CreateDirectory(workshop.Path("trimmed"));
        await File.WriteAllTextAsync(workshop.Path("trimmed", "Trimmed.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <OutputType>Exe</OutputType>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
                <PublishTrimmed>true</PublishTrimmed>
                <TrimMode>full</TrimMode>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Notify.Channels.Sdk" Version="{workshop.Version}" />
                <TrimmerRootAssembly Include="Notify.Channels.Sdk" />
              </ItemGroup>
            </Project>
            """, TestLimits.Token);
        await File.WriteAllTextAsync(workshop.Path("trimmed", "Program.cs"), """
            using Notify.Channels.Sdk;

            await using var provider = new MemoryPlugin().Create(new()
            {
                IntegrationId = "trimmed",
                Settings = System.Text.Json.JsonDocument.Parse("{}").RootElement,
                HostOptions = new Dictionary<string, string>(),
                TimeProvider = TimeProvider.System,
            });
            var outcome = await provider.SendAsync(new ChatMessage { DeliveryId = "d-1", Attempt = 1, Address = "a", Text = "b" }, CancellationToken.None);
            Console.WriteLine(((SendOutcome.Accepted)outcome).ProviderMessageId);
            """, TestLimits.Token);

        await workshop.DotnetAsync("publish", workshop.Path("trimmed"), "-o", workshop.Path("bone"), "--use-current-runtime");

        Assert.Equal("memory-d-1\n", await workshop.RunAsync(workshop.Path("bone", "Trimmed")));
    }

    private async Task TestAsync(string folder, string project)
    {
        var output = Path.Combine(folder, "built");
        await workshop.DotnetAsync("build", Path.Combine(folder, "tests", project), "-o", output, $"-p:NotifySdkVersion={workshop.Version}");
        var report = await workshop.RunAsync(Path.Combine(output, project));
        Assert.Matches(@"Total: [2-9]\d, Errors: 0, Failed: 0, Skipped: 0", report);
    }

    private Task<string> PublishAsync(string source) => workshop.DotnetAsync("publish", source, "-o", workshop.Path("plugins", Name));

    private static async Task SendAsync(PluginHost host, object settings)
    {
        using var lease = host.Rent(Id, settings);
        var outcome = await lease.SendAsync(Chats.To(), TestLimits.Default, TestLimits.Token);
        Assert.Equal("m-1", Assert.IsType<SendOutcome.Accepted>(outcome).ProviderMessageId);
    }
}
