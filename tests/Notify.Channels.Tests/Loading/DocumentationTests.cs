using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Notify.Channels.Sdk;
using Notify.Channels.Testing;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Loading;

/// <summary>What the pages show is built: the code of a page as one assembly, each project file as a part of one that is built elsewhere.</summary>
public sealed partial class DocumentationTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private const string WebUsings = """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        """;

    /// <summary>The kit's readme shows what is derived from a description, not the description.</summary>
    private const string DescribedElsewhere = """
        public sealed class PigeonUnderTest : Notify.Channels.Testing.HttpChannelUnderTest
        {
            public override Notify.Channels.Sdk.IChannelPlugin CreatePlugin() => new Notify.Channels.Sdk.MemoryPlugin();

            public override object Settings(Uri server) => new { };

            public override ValueTask<Notify.Channels.Testing.ChannelBackend> StartBackendAsync(CancellationToken cancellationToken) =>
                new(new Notify.Channels.Testing.ChannelBackend(new Uri("memory://here/"), () => []));
        }
        """;

    private static readonly string[] BuiltElsewhere = ["templates", "samples"];

    public static TheoryData<string> Pages => [.. AllPages().Where(static page => Blocks(page, "csharp").Count > 0)];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_code_of_a_page_compiles(string page)
    {
        var programs = Blocks(page, "csharp").Where(static block => block.StartsWith("#:sdk", StringComparison.Ordinal)).ToArray();
        var parts = Blocks(page, "csharp").Except(programs).ToArray();
        if (page.EndsWith(Path.Combine("Notify.Channels.Testing", "README.md"), StringComparison.Ordinal))
            parts = [.. parts, DescribedElsewhere];

        if (parts.Length > 0)
            await PluginCompiler.CompileAsync([ImplicitUsings, .. parts], "Page", References());
        foreach (var program in programs)
            await PluginCompiler.CompileAsync([ImplicitUsings, WebUsings, Directive().Replace(program, "")], "Program", References(), "exe");
    }

    [Fact]
    public void A_project_file_on_a_page_is_part_of_one_that_is_built()
    {
        var built = BuiltElsewhere
            .SelectMany(static folder => Directory.EnumerateFiles(Repository.File(folder), "*.csproj", SearchOption.AllDirectories))
            .Select(static path => File.ReadAllText(path).Replace("MyChannel", "Pigeon", StringComparison.Ordinal).Replace("0.0.0-sdk", "0.2.0", StringComparison.Ordinal))
            .ToArray();
        var blocks = AllPages().SelectMany(static page => Blocks(page, "xml")).ToArray();

        Assert.True(blocks.Length >= 2);
        Assert.All(blocks, block => Assert.True(Array.Exists(built, project => project.Contains(block, StringComparison.Ordinal)), block));
    }

    [Fact]
    public async Task The_plugin_of_the_guide_builds_loads_and_sends()
    {
        using var folders = new PluginFolders();
        await folders.AddAsync("Pigeon", Blocks(Repository.File("docs", "plugins", "contract.md"), "csharp")[0]);
        await using var host = await PluginHost.StartAsync(folders.Path);
        using var lease = host.Rent("pigeon", new { loft = "tower" });

        var outcome = await lease.SendAsync(Chats.To(), TestLimits.Default, TestLimits.Token);

        Assert.Equal("tower/d-1", Assert.IsType<SendOutcome.Accepted>(outcome).ProviderMessageId);
        Assert.Equal(["key"], host.Plugins.SecretSettings("pigeon"));
    }

    [Fact]
    public async Task Code_that_does_not_compile_is_found() =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => PluginCompiler.CompileAsync([ImplicitUsings, "class Wrong : NoSuchThing;"], "Page", References()));

    private static IEnumerable<string> AllPages() =>
        Directory.EnumerateFiles(Repository.File("docs", "plugins"), "*.md")
            .Concat(Directory.EnumerateFiles(Repository.File("src", "Sdk"), "README.md", SearchOption.AllDirectories));

    private static List<string> Blocks(string page, string language) =>
        [.. Block().Matches(File.ReadAllText(page)).Where(match => match.Groups["language"].Value == language).Select(static match => match.Groups["text"].Value)];

    private static string[] References() =>
    [
        typeof(IChannelPlugin).Assembly.Location, typeof(ChannelUnderTest).Assembly.Location, typeof(Assert).Assembly.Location, typeof(IAsyncLifetime).Assembly.Location,
        .. Directory.GetFiles(Path.GetDirectoryName(typeof(WebApplication).Assembly.Location)!, "Microsoft.*.dll"), // an assembly stands in a folder
    ];

    [GeneratedRegex("^```(?<language>[a-z]+)\n(?<text>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^#:.*\n", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
