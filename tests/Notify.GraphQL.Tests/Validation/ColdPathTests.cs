using Notify.GraphQL.Language;
using Notify.GraphQL.Tests.Schemas;
using Notify.GraphQL.TypeSystem;
using Notify.GraphQL.Validation;

namespace Notify.GraphQL.Tests.Validation;

/// <summary>A document that is not cached costs little: bytes are counted, since time depends on the machine.</summary>
public sealed class ColdPathTests(ITestOutputHelper output)
{
    private const int Rounds = 2_000;
    private const long MaxBytes = 16_000; // of the 20 KB that parsing, validating and compiling may take together

    private const string Query =
        """
        query Feed($first: Int!, $after: String, $unread: Boolean = false) {
          viewer { id name avatar(size: 64) }
          feed(first: $first, after: $after, unread: $unread) {
            totalCount
            edges { cursor node { ...NoteParts actor { id name } thread(last: 3) { id text at } } }
            pageInfo { hasNextPage endCursor }
          }
        }
        fragment NoteParts on Note { id kind text at isRead subject { __typename ... on Issue { number title } ... on Comment { id body } } }
        """;

    private static readonly Schema Schema = SchemaFromSdl.Build(
        """
        type Query { viewer: User! feed(first: Int!, after: String, unread: Boolean): Feed! }
        type User { id: ID! name: String! avatar(size: Int): String }
        type Feed { totalCount: Int! edges: [Edge!]! pageInfo: PageInfo! }
        type PageInfo { hasNextPage: Boolean! endCursor: String }
        type Edge { cursor: String! node: Note! }
        type Note { id: ID! kind: String! text: String at: String! isRead: Boolean! actor: User subject: Subject thread(last: Int): [Note!]! }
        type Issue { number: Int! title: String! }
        type Comment { id: ID! body: String! }
        union Subject = Issue | Comment
        """);

    [Fact]
    public void Parses_and_validates_a_usual_query_in_few_bytes()
    {
        var options = Validations.Options();
        var parser = new ParserOptions();
        Assert.Empty(DocumentValidator.Validate(Schema, GraphQLParser.Parse(Query, parser), options));
        var start = TimeProvider.System.GetTimestamp();
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < Rounds; i++)
        {
            DocumentValidator.Validate(Schema, GraphQLParser.Parse(Query, parser), options);
        }

        var bytes = (GC.GetAllocatedBytesForCurrentThread() - before) / Rounds;
        output.WriteLine($"{Query.Length} characters: {bytes} bytes, {TimeProvider.System.GetElapsedTime(start).TotalMicroseconds / Rounds:0.0} us.");
        Assert.InRange(bytes, 1, MaxBytes);
    }
}
