using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore;
using Notify.GraphQL.PersistedDocuments;

namespace Notify.GraphQL;

/// <summary>Says what happens to requests before they are run.</summary>
public static class TransportExtensions
{
    /// <summary>Looks at each request that comes over HTTP. Interceptors run in the order they are added.</summary>
    /// <typeparam name="T">The interceptor; made once, with services of the application.</typeparam>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddHttpRequestInterceptor<T>(this IRequestExecutorBuilder builder)
        where T : class, IHttpRequestInterceptor
    {
        builder.Services.AddSingleton<IHttpRequestInterceptor, T>();
        return builder;
    }

    /// <summary>Decides which sockets are let in, and looks at each request that comes over them.</summary>
    /// <typeparam name="T">The interceptor; made once, with services of the application.</typeparam>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddSocketSessionInterceptor<T>(this IRequestExecutorBuilder builder)
        where T : class, ISocketSessionInterceptor
    {
        builder.Services.AddSingleton<ISocketSessionInterceptor, T>();
        return builder;
    }

    /// <summary>Finds stored documents as files named by their hash: <c>{hash}.graphql</c>.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="directory">The directory.</param>
    public static IRequestExecutorBuilder AddFileSystemOperationDocumentStorage(this IRequestExecutorBuilder builder, string directory)
    {
        builder.Services.AddSingleton<IOperationDocumentStorage>(new FileSystemDocumentStorage(directory));
        return builder;
    }

    /// <summary>Keeps stored documents in memory; each is known by the hash of its text.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="documents">The documents' texts.</param>
    public static IRequestExecutorBuilder AddInMemoryOperationDocumentStorage(this IRequestExecutorBuilder builder, IEnumerable<string> documents)
    {
        builder.Services.AddSingleton<IOperationDocumentStorage>(new InMemoryDocumentStorage(documents));
        return builder;
    }
}
