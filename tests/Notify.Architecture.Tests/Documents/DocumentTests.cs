namespace Notify.Architecture.Tests.Documents;

/// <summary>What the documents name exists, and what exists is named.</summary>
public sealed class DocumentTests
{
    private static readonly string[] Folders = ["src", "plugins", "Notify.AppHost", "Notify.ServiceDefaults"];

    private static readonly string Configuration = Repository.Read("docs/configuration.md");
    private static readonly string Observability = Repository.Read("docs/observability.md");

    [Fact]
    public void Every_option_is_documented() => AssertNone(OptionKeys().Except(DocumentRules.Keys(Configuration)));

    [Fact]
    public void Every_documented_key_is_read()
    {
        var known = OptionKeys().ToHashSet();
        var sources = string.Concat(Sources().Select(Repository.Read));

        AssertNone(DocumentRules.Keys(Configuration).Where(key => !known.Contains(key) && !IsReadByHand(key, sources)));
    }

    [Fact]
    public void Log_events_are_documented_and_no_others() => AssertSame(
        Sources().SelectMany(static path => Logging.LogRules.EventIds(Repository.Read(path))), DocumentRules.EventIds(Observability));

    [Fact]
    public void Metrics_are_documented() => AssertNone(
        Sources().SelectMany(static path => DocumentRules.Instruments(Repository.Read(path))).Where(static name => !Observability.Contains($"| `{name}` |", StringComparison.Ordinal)));

    [Fact]
    public void Routing_keys_are_documented() => AssertNone(
        DocumentRules.RoutingKeys(Repository.Read("src/Modules/Notify.Delivery/Events/EventTypes.cs"))
            .Where(static key => !Observability.Contains($"| `{key}` |", StringComparison.Ordinal)));

    [Fact]
    public void Error_codes_are_documented_with_their_status()
    {
        var document = Repository.Read("docs/rest.md");

        AssertNone(DocumentRules.ErrorCodes(Repository.Read("src/Platform/Notify.Primitives/ErrorCode.cs"))
            .Where(row => !document.Contains(row, StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_link_leads_somewhere() => AssertNone(
        from document in Repository.Files(".", "*.md")
        from link in DocumentRules.Links(Repository.Read(document))
        where !Leads(document, link.Path, link.Anchor)
        select $"{document}: {link.Path}#{link.Anchor}");

    [Fact]
    public void The_guards_see_the_real_sources()
    {
        Assert.Contains("Notify:Dispatch:InFlightLimit", OptionKeys());
        Assert.Contains("Notify:RateLimit:PerMinute", OptionKeys());
        Assert.Contains("Notify:Plugins:Path", OptionKeys());
        Assert.Contains("Mailbox:SmtpPort", OptionKeys());
        Assert.True(Sources().SelectMany(static path => DocumentRules.Instruments(Repository.Read(path))).Count() > 10);
        Assert.True(DocumentRules.ErrorCodes(Repository.Read("src/Platform/Notify.Primitives/ErrorCode.cs")).Count() > 10);
        Assert.True(DocumentRules.RoutingKeys(Repository.Read("src/Modules/Notify.Delivery/Events/EventTypes.cs")).Count() > 5);
        Assert.True(DocumentRules.Links(Repository.Read("README.md")).Count() > 5);
    }

    [Fact]
    public void The_guards_find_what_is_wrong()
    {
        Assert.Equal(["Notify:No:Such"], DocumentRules.Keys("| `Notify:No:Such` | `Notify:Not:Here` |\n| `other` |"));
        Assert.False(IsReadByHand("Notify:No:Such", "\"Notify:No\""));
        Assert.Equal([9999], DocumentRules.EventIds("| 9999 | Warning |\n| 12 | 9998 |"));
        Assert.Equal([("a.md", "b")], DocumentRules.Links("[x](a.md#b) [y](https://example.com/)\n```\n[z](c.md)\n```\n"));
        Assert.Equal(["what-it-is-not"], DocumentRules.Anchors("## What it is, not?\n"));
        Assert.False(Leads("README.md", "docs/none.md", ""));
        Assert.False(Leads("README.md", "docs/concepts.md", "none"));
    }

    private static IEnumerable<string> Sources() => Folders.SelectMany(static folder => Repository.Files(folder, "*.cs"));

    private static IEnumerable<string> OptionKeys()
    {
        var sources = Sources().ToList();
        string Read(string options) => Repository.Read(sources.Single(path => Path.GetFileName(path) == $"{options}.cs"));
        return sources
            .SelectMany(path => DocumentRules.Bindings(Repository.Read(path), Read))
            .SelectMany(binding => DocumentRules.Properties(Read(binding.Options)).Select(name => $"{binding.Section}:{name}"))
            .Distinct();
    }

    /// <summary>A key with free names in it is read by its section and its last part; another one by its full name, or is an option that a plugin reads.</summary>
    private static bool IsReadByHand(string key, string sources)
    {
        var parts = key.Split(':');
        if (!key.Contains('{', StringComparison.Ordinal))
        {
            return Names(sources, key) || (parts is ["Notify", "Plugins", _] or ["Notify", "Plugins", "Options", _, _] && Names(sources, parts[^1]));
        }

        var section = string.Join(':', parts.TakeWhile(static part => !part.StartsWith('{')));
        var nearest = section[(section.LastIndexOf(':') + 1)..];
        return (Names(sources, section) || sources.Contains($":{nearest}\"", StringComparison.Ordinal) || sources.Contains($" {nearest} {{ get; }}", StringComparison.Ordinal))
            && (parts[^1].StartsWith('{') || Names(sources, parts[^1]) || sources.Contains($" {parts[^1]} {{ get; set; }}", StringComparison.Ordinal));
    }

    private static bool Names(string sources, string text) => sources.Contains($"\"{text}\"", StringComparison.Ordinal);

    private static bool Leads(string document, string path, string anchor)
    {
        var target = path.Length == 0 ? document : Path.Combine(Path.GetDirectoryName(document)!, path); // a file has a folder
        return (File.Exists(Path.Combine(Repository.Root, target)) || Directory.Exists(Path.Combine(Repository.Root, target)))
            && (anchor.Length == 0 || DocumentRules.Anchors(Repository.Read(target)).Contains(anchor));
    }

    private static void AssertNone(IEnumerable<string> offenders) => Assert.Empty(offenders);

    private static void AssertSame(IEnumerable<int> expected, IEnumerable<int> actual) => Assert.Equal(expected.Order(), actual.Order());
}
