using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Tests.Schemas;

public sealed class SchemaFromSdlTests
{
    [Fact]
    public void Reads_every_kind_of_definition()
    {
        var schema = SchemaFromSdl.Build(
            """
            "all of it" schema { query: Root mutation: Changes }
            type Root { node(id: ID!, first: Int = 3 @deprecated): Node any: Any }
            type Changes { rename(to: Name!): Item @deprecated(reason: "gone") }
            interface Node { id: ID! }
            type Item implements Node { id: ID!, kind: Kind }
            union Any = Item
            enum Kind { OLD @deprecated NEW }
            input Name @oneOf { full: String, short: String }
            scalar When @specifiedBy(url: "https://example.com/when")
            directive @tag(name: String!) repeatable on FIELD
            """);

        Assert.Equal(("Root", "Changes", null, "all of it"), (schema.Query.Name, schema.Mutation?.Name, schema.Subscription?.Name, schema.Description));
        Assert.Equal("3", ((Notify.GraphQL.Language.IntValueNode)schema.Query.FindField("node")!.FindArgument("first")!.DefaultValue!).Value);
        Assert.Equal("gone", schema.Mutation!.FindField("rename")!.DeprecationReason);
        Assert.True(schema.IsPossibleType(schema.FindType("Node")!, (ObjectType)schema.FindType("Item")!));
        Assert.True(Assert.IsType<InputObjectType>(schema.FindType("Name")).IsOneOf);
        Assert.Equal("No longer supported", Assert.IsType<EnumType>(schema.FindType("Kind")).Values[0].DeprecationReason);
        Assert.Equal("https://example.com/when", Assert.IsType<ScalarType>(schema.FindType("When")).SpecifiedBy);
        Assert.True(schema.FindDirective("tag")!.IsRepeatable);
    }
}
