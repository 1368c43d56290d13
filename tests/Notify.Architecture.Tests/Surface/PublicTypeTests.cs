using System.Reflection;
using Notify.Audience;
using Notify.Content;
using Notify.Delivery;
using Notify.Inbox;
using Notify.Workspaces;

namespace Notify.Architecture.Tests.Surface;

public sealed class PublicTypeTests
{
    public static TheoryData<string> Modules =>
        new(new[] { typeof(AudienceModule), typeof(ContentModule), typeof(DeliveryModule), typeof(InboxModule), typeof(WorkspacesModule) }.Select(static module => module.Assembly.FullName ?? ""));

    [Theory]
    [MemberData(nameof(Modules))]
    public void A_module_shows_nothing_but_its_module_class(string assembly) => Assert.Empty(Exposed(Assembly.Load(assembly)));

    [Fact]
    public void The_guard_finds_a_public_type() => Assert.Contains(typeof(PublicTypeTests).FullName, Exposed(typeof(PublicTypeTests).Assembly));

    [Fact]
    public void Every_module_is_looked_at() =>
        Assert.Equal(
            Projects.Project.ReadAll().Where(static project => project.IsModule).Select(static project => project.Name).Order(StringComparer.Ordinal),
            Modules.Select(static row => new AssemblyName(row.Data).Name).Order(StringComparer.Ordinal));

    private static IEnumerable<string?> Exposed(Assembly assembly) =>
        assembly.GetExportedTypes()
            .Where(type => type.Name != assembly.GetName().Name?.Split('.')[^1] + "Module")
            .Select(static type => type.FullName);
}
