using System.Collections.Frozen;

namespace Notify.GraphQL.PersistedDocuments;

/// <summary>Documents that the server was started with.</summary>
internal sealed class InMemoryDocumentStorage(IEnumerable<string> documents) : IOperationDocumentStorage
{
    private readonly FrozenDictionary<string, string> byHash = documents.Distinct().ToFrozenDictionary(
        document => DocumentId.Of(document)["sha256:".Length..], StringComparer.Ordinal);

    public ValueTask<string?> TryReadAsync(string id, CancellationToken cancellationToken) =>
        ValueTask.FromResult(DocumentId.TryGetHash(id, out var hash) ? byHash.GetValueOrDefault(hash) : null);
}
