namespace Notify.Gateway.Tests.GraphQL;

/// <summary>The schema is a promise to clients: it changes by a change of the committed file, which a reviewer sees.</summary>
public sealed class SchemaTests(RunningGateway gateway)
{
    [Fact]
    public async Task The_schema_served_is_the_one_that_is_committed()
    {
        using var stranger = gateway.Stranger();

        var served = await stranger.GetStringAsync("/graphql/schema.graphql", TestContext.Current.CancellationToken);

        var committed = System.IO.Path.Combine(Root(), "src", "Services", "Notify.Gateway", "schema.graphql");
        if (Environment.GetEnvironmentVariable("NOTIFY_WRITE_SCHEMA") == "1")
        {
            await File.WriteAllTextAsync(committed, served, TestContext.Current.CancellationToken);
        }

        Assert.Equal(await File.ReadAllTextAsync(committed, TestContext.Current.CancellationToken), served);
    }

    [Fact]
    public void Every_field_has_a_rule_that_says_who_may_ask() => Assert.Empty(gateway.GraphQL.FindUnprotectedFields());

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(System.IO.Path.Combine(folder.FullName, "Notify.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
        }

        return folder.FullName;
    }
}
