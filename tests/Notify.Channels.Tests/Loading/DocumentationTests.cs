using System.Reflection;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Loading;

public sealed class DocumentationTests
{
    [Fact]
    public async Task The_plugin_of_the_guide_builds_loads_and_sends()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("Pigeon", await ExampleAsync());
        await using var host = await PluginHost.StartAsync(folders.Path);
        using var lease = host.Rent("pigeon", new { loft = "tower" });

        var outcome = await lease.SendAsync(Chats.To(), TestLimits.Default, TestLimits.Token);

        Assert.Equal("tower/d-1", Assert.IsType<SendOutcome.Accepted>(outcome).ProviderMessageId);
        Assert.Equal(["key"], host.Plugins.SecretSettings("pigeon"));
    }

    private static async Task<string> ExampleAsync()
    {
        var repository = typeof(DocumentationTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "Repository").Value!;
        var guide = await File.ReadAllTextAsync(Path.Combine(repository, "docs", "plugins", "README.md"), TestLimits.Token);
        return guide.Split("```csharp")[1].Split("```")[0];
    }
}
