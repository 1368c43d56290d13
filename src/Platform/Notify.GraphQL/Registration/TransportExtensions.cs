using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.AspNetCore;

namespace Notify.GraphQL;

/// <summary>Says who completes the requests that come over HTTP and over sockets.</summary>
public static class TransportExtensions
{
    /// <summary>Completes each request that comes over HTTP before it is run; several do so in the order of registration.</summary>
    /// <typeparam name="T">The interceptor; made once, with services of the application.</typeparam>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddHttpRequestInterceptor<T>(this IRequestExecutorBuilder builder)
        where T : class, IHttpRequestInterceptor
    {
        builder.Services.AddSingleton<IHttpRequestInterceptor, T>();
        return builder;
    }

    /// <summary>Lets sockets in, and completes the requests that come over them; the last one registered counts.</summary>
    /// <typeparam name="T">The interceptor; made once, with services of the application.</typeparam>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddSocketSessionInterceptor<T>(this IRequestExecutorBuilder builder)
        where T : class, ISocketSessionInterceptor
    {
        builder.Services.AddSingleton<ISocketSessionInterceptor, T>();
        return builder;
    }

    /// <summary>Changes what is kept for subscribers who are slower than their events.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Makes the change.</param>
    public static IRequestExecutorBuilder ModifySubscriptionOptions(this IRequestExecutorBuilder builder, Action<SubscriptionOptions> configure)
    {
        builder.Services.Configure(configure);
        return builder;
    }
}
