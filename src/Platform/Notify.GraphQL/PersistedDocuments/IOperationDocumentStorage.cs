namespace Notify.GraphQL.PersistedDocuments;

/// <summary>Finds the documents that clients name instead of sending. Thread-safe; called once per document, whose plan is then kept.</summary>
public interface IOperationDocumentStorage
{
    /// <summary>Answers a document's text; null when there is none of that id.</summary>
    /// <param name="id">What the client sent as <c>documentId</c>: anything at all.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    ValueTask<string?> TryReadAsync(string id, CancellationToken cancellationToken);
}
