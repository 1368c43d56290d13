using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.PersistedDocuments;

namespace Notify.GraphQL;

/// <summary>Says where stored documents are. Clients name them by <c>documentId</c>; see <see cref="RequestOptions.OnlyPersistedDocuments"/>.</summary>
public static class PersistedDocumentExtensions
{
    /// <summary>Takes documents from files <c>{hash}.graphql</c>, named by the SHA-256 of their text in lower-case hexadecimal digits.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="directory">The directory of the files.</param>
    public static IRequestExecutorBuilder AddFileSystemOperationDocumentStorage(this IRequestExecutorBuilder builder, string directory)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        builder.Services.AddSingleton<IOperationDocumentStorage>(new FileSystemDocumentStorage(directory));
        return builder;
    }

    /// <summary>Takes the documents given.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="documents">Their texts.</param>
    public static IRequestExecutorBuilder AddInMemoryOperationDocumentStorage(this IRequestExecutorBuilder builder, params IEnumerable<string> documents)
    {
        ArgumentNullException.ThrowIfNull(documents);
        builder.Services.AddSingleton<IOperationDocumentStorage>(new InMemoryDocumentStorage(documents));
        return builder;
    }
}
