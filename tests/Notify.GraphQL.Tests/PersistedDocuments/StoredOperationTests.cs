using Notify.GraphQL.PersistedDocuments;
using Notify.GraphQL.Tests.AspNetCore;
using Notify.GraphQL.Tests.Conformance;

namespace Notify.GraphQL.Tests.PersistedDocuments;

/// <summary>Stored documents over HTTP.</summary>
public sealed class StoredOperationTests
{
    private const string Document = "query Hello($name: String) { hello(name: $name) }";
    private const string Mutation = "mutation { say(text: \"hi\") { text } }";

    private static readonly InMemoryDocumentStorage Storage = new([Document, Mutation]);

    [Theory]
    [InlineData("documentId")]
    [InlineData("id")]
    public async Task Runs_a_document_by_its_id(string parameter)
    {
        await using var host = await ConformanceServer.StartAsync(storage: Storage);

        var answer = await host.PostAsync($$$"""{"{{{parameter}}}":"{{{DocumentId.Of(Document)}}}","variables":{"name":"you"}}""");

        Assert.Equal((200, """{"data":{"hello":"Hello you"}}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Runs_a_stored_query_but_no_stored_mutation_by_GET()
    {
        await using var host = await ConformanceServer.StartAsync(storage: Storage);

        var query = await host.GetAsync($"?documentId={DocumentId.Of(Document)}");
        var mutation = await host.GetAsync($"?documentId={DocumentId.Of(Mutation)}");

        Assert.Equal((200, 405, "POST"), (query.Status, mutation.Status, mutation.Allow));
    }

    [Fact]
    public async Task Says_that_an_id_is_unknown()
    {
        await using var host = await ConformanceServer.StartAsync(storage: Storage);

        var answer = await host.PostAsync($$"""{"documentId":"{{DocumentId.Of("{ x }")}}"}""");

        Assert.Equal((400, ErrorCodes.PersistedDocumentNotFound), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Runs_nothing_else_where_only_stored_documents_are_allowed()
    {
        await using var host = await ConformanceServer.StartAsync(storage: Storage, request: new RequestOptions { OnlyPersistedDocuments = true });

        var text = await host.PostAsync("""{"query":"{ hello }"}""");
        var stored = await host.PostAsync($$"""{"documentId":"{{DocumentId.Of(Document)}}"}""");

        Assert.Equal((400, ErrorCodes.PersistedDocumentRequired, 200), (text.Status, text.Code, stored.Status));
    }
}
