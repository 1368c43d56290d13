using Notify.GraphQL.PersistedDocuments;

namespace Notify.GraphQL.Tests.PersistedDocuments;

public sealed class DocumentStorageTests : IDisposable
{
    private const string Document = "{ hello }";
    private const string Hash = "3b2c6b2a"; // what an id begins with is not enough
    private readonly string directory = Directory.CreateTempSubdirectory("documents").FullName;

    public static TheoryData<string> BadIds =>
    [
        "", Hash, "sha256:", "../" + new string('a', 61), DocumentId.Of(Document).ToUpperInvariant(),
        "sha256:sha256:" + DocumentId.Of(Document)[7..], "md5:" + new string('a', 32), DocumentId.Of("{ other }"),
    ];

    public void Dispose() => Directory.Delete(directory, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Finds_a_document_by_its_hash_with_or_without_the_algorithm(bool inFiles)
    {
        var storage = Storage(inFiles);
        var id = DocumentId.Of(Document);

        Assert.Equal(
            (Document, Document),
            (await storage.TryReadAsync(id, TestContext.Current.CancellationToken), await storage.TryReadAsync(id["sha256:".Length..], TestContext.Current.CancellationToken)));
    }

    [Theory]
    [MemberData(nameof(BadIds))]
    public async Task Finds_nothing_by_anything_else(string id)
    {
        Assert.Null(await Storage(inFiles: true).TryReadAsync(id, TestContext.Current.CancellationToken));
        Assert.Null(await Storage(inFiles: false).TryReadAsync(id, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Does_not_serve_a_file_whose_text_was_changed()
    {
        var storage = Storage(inFiles: true);
        await File.WriteAllTextAsync(FileOf(Document), "{ changed }", TestContext.Current.CancellationToken);

        Assert.Null(await storage.TryReadAsync(DocumentId.Of(Document), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_directory_that_is_not_there_holds_nothing() =>
        Assert.Null(await new FileSystemDocumentStorage(directory + "-gone").TryReadAsync(DocumentId.Of(Document), TestContext.Current.CancellationToken));

    private IOperationDocumentStorage Storage(bool inFiles)
    {
        if (!inFiles)
        {
            return new InMemoryDocumentStorage([Document]);
        }

        File.WriteAllText(FileOf(Document), Document);
        return new FileSystemDocumentStorage(directory);
    }

    private string FileOf(string document) => System.IO.Path.Combine(directory, DocumentId.Of(document)["sha256:".Length..] + ".graphql");
}
