namespace Notify.Architecture.Tests.Storage;

public sealed class SchemaTests
{
    private static readonly SchemaRules.Source Home = new("Audience/0001.sql", "audience", "CREATE TABLE audience.subscribers (id uuid);");

    [Fact]
    public void No_module_touches_the_tables_of_another() => Assert.Empty(SchemaRules.Violations(SchemaRules.ReadAll()));

    [Fact]
    public void The_guard_reads_the_real_tables() =>
        Assert.Contains(SchemaRules.ReadAll(), static source => source.Text.Contains("CREATE TABLE audience.subscribers", StringComparison.Ordinal));

    [Fact]
    public void The_guard_finds_a_foreign_read() =>
        Assert.Equal(
            ["Delivery/Hot.cs uses audience.subscribers"],
            SchemaRules.Violations([Home, new("Delivery/Hot.cs", "delivery", "JOIN audience.subscribers s ON s.id = d.subscriber_id")]));

    [Fact]
    public void The_guard_finds_a_table_in_a_foreign_schema() =>
        Assert.Equal(
            ["Delivery/0002.sql makes audience.sneaky", "Delivery/0002.sql uses audience.sneaky"],
            SchemaRules.Violations([new("Delivery/0002.sql", "delivery", "create table if not exists audience.sneaky (id uuid)")]));
}
