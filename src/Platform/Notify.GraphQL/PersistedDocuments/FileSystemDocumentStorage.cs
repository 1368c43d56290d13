using System.Text;

namespace Notify.GraphQL.PersistedDocuments;

/// <summary>Documents in a directory, one file <c>{hash}.graphql</c> each. A file whose text has another hash is not served.</summary>
internal sealed class FileSystemDocumentStorage(string directory) : IOperationDocumentStorage
{
    public async ValueTask<string?> TryReadAsync(string id, CancellationToken cancellationToken)
    {
        if (!DocumentId.TryGetHash(id, out var hash))
        {
            return null;
        }

        try
        {
            var document = await File.ReadAllTextAsync(System.IO.Path.Combine(directory, hash + ".graphql"), Encoding.UTF8, cancellationToken);
            return DocumentId.Of(document).EndsWith(hash, StringComparison.Ordinal) ? document : null;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
