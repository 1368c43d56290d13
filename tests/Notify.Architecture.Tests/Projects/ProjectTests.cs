namespace Notify.Architecture.Tests.Projects;

public sealed class ProjectTests
{
    private static readonly Project Primitives = new("Notify.Primitives", "src/Platform/Notify.Primitives", []);
    private static readonly Project Defaults = new("Notify.ServiceDefaults", "Notify.ServiceDefaults", []);
    private static readonly Project Audience = new("Notify.Audience", "src/Modules/Notify.Audience", []);

    [Fact]
    public void Arrows_point_down_and_modules_meet_through_contracts() => Assert.Empty(EdgeRules.Violations(Project.ReadAll()));

    [Fact]
    public void There_are_no_circles() => Assert.Empty(EdgeRules.Circles(Project.ReadAll()));

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        var solution = Repository.Read("Notify.sln").Replace('\\', '/');

        var ours = Project.ReadAll().Where(static project => !project.StandsIn("samples") && !project.StandsIn("templates")); // those are built as a stranger does
        Assert.All(ours, project => Assert.True(Names(solution, $"{project.Folder}/{project.Name}.csproj"), $"{project.Name} is missing."));
    }

    [Fact]
    public void Name_folder_and_assembly_are_one() =>
        Assert.All(Project.ReadAll().Where(static project => project.StandsIn("src")), static project => Assert.Equal(project.Name, Path.GetFileName(project.Folder)));

    [Theory]
    [InlineData("Notify.Delivery", "src/Modules/Notify.Delivery", "Notify.Audience")]
    [InlineData("Notify.Redis", "src/Platform/Notify.Redis", "Notify.Audience")]
    [InlineData("Notify.Channels.Sdk", "src/Sdk/Notify.Channels.Sdk", "Notify.Primitives")]
    [InlineData("Notify.Channels.Smtp", "plugins/Smtp", "Notify.Primitives")]
    [InlineData("Notify.Audience.Contracts", "src/Modules/Notify.Audience.Contracts", "Notify.Audience")]
    [InlineData("Notify.Cli", "src/Tools/Notify.Cli", "Notify.Audience")]
    [InlineData("Notify.Redis", "src/Platform/Notify.Redis", "Notify.ServiceDefaults")]
    [InlineData("Notify.ServiceDefaults", "Notify.ServiceDefaults", "Notify.Primitives")]
    [InlineData("Notify.Gateway", "src/Services/Notify.Gateway", "Notify.Nowhere")]
    public void The_guard_finds_a_forbidden_edge(string name, string folder, string reference) =>
        Assert.Equal([$"{name} -> {reference}"], EdgeRules.Violations([.. new[] { Primitives, Audience, Defaults }.Where(known => known.Name != name), new(name, folder, [reference])]));

    [Fact]
    public void The_guard_finds_a_circle() =>
        Assert.Equal(["A", "B"], EdgeRules.Circles([new("A", "src/A", ["B"]), new("B", "src/B", ["A"]), new("C", "src/C", ["A"])]));

    [Fact]
    public void The_guard_finds_a_project_outside_the_solution() => Assert.False(Names("\"src/A/A.csproj\"", "src/B/B.csproj"));

    private static bool Names(string solution, string path) => solution.Contains($"\"{path}\"", StringComparison.Ordinal);
}
