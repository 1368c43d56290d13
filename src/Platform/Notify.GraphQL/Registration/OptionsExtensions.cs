using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Types.Pagination;

namespace Notify.GraphQL;

/// <summary>Changes a server's limits and habits. The options are read as <c>IOptions&lt;T&gt;</c>, once.</summary>
public static class OptionsExtensions
{
    /// <summary>Changes how operations are run.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Makes the change.</param>
    public static IRequestExecutorBuilder ModifyRequestOptions(this IRequestExecutorBuilder builder, Action<RequestOptions> configure) =>
        Modify(builder, configure);

    /// <summary>Changes what a document may be made of.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Makes the change.</param>
    public static IRequestExecutorBuilder ModifyParserOptions(this IRequestExecutorBuilder builder, Action<ParserOptions> configure) =>
        Modify(builder, configure);

    /// <summary>Changes what a valid document may ask for.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Makes the change.</param>
    public static IRequestExecutorBuilder ModifyValidationOptions(this IRequestExecutorBuilder builder, Action<ValidationOptions> configure) =>
        Modify(builder, configure);

    /// <summary>Changes what <c>[UsePaging]</c> does unless it says otherwise.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Makes the change.</param>
    public static IRequestExecutorBuilder ModifyPagingOptions(this IRequestExecutorBuilder builder, Action<PagingOptions> configure) =>
        Modify(builder, configure);

    /// <summary>Changes the limits on an operation's cost.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Makes the change.</param>
    public static IRequestExecutorBuilder ModifyCostOptions(this IRequestExecutorBuilder builder, Action<CostOptions> configure) =>
        Modify(builder, configure);

    /// <summary>Changes the HTTP and WebSocket side.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="configure">Makes the change.</param>
    public static IRequestExecutorBuilder ModifyServerOptions(this IRequestExecutorBuilder builder, Action<ServerOptions> configure) =>
        Modify(builder, configure);

    /// <summary>Limits how deep fields may nest.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="maxDepth">The depth, at least 1.</param>
    public static IRequestExecutorBuilder AddMaxExecutionDepthRule(this IRequestExecutorBuilder builder, int maxDepth)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDepth, 1);
        return builder.ModifyValidationOptions(options => options.MaxExecutionDepth = maxDepth);
    }

    /// <summary>Lets clients ask for the schema, or not, whatever the environment.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="allow">Whether they may.</param>
    public static IRequestExecutorBuilder AllowIntrospection(this IRequestExecutorBuilder builder, bool allow) =>
        builder.ModifyValidationOptions(options => options.AllowIntrospection = allow);

    /// <summary>Runs nothing but stored documents.</summary>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder UsePersistedOperationPipeline(this IRequestExecutorBuilder builder) =>
        builder.ModifyRequestOptions(options => options.OnlyPersistedDocuments = true);

    /// <summary>Looks at each error before it is sent.</summary>
    /// <typeparam name="T">The filter; made once, with services of the application.</typeparam>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddErrorFilter<T>(this IRequestExecutorBuilder builder)
        where T : class, IErrorFilter
    {
        builder.Services.AddSingleton<IErrorFilter, T>();
        return builder;
    }

    /// <summary>Looks at each error before it is sent.</summary>
    /// <param name="builder">The server.</param>
    /// <param name="onError">Answers the error to send, often the one given.</param>
    public static IRequestExecutorBuilder AddErrorFilter(this IRequestExecutorBuilder builder, Func<IError, IError> onError)
    {
        builder.Services.AddSingleton<IErrorFilter>(new DelegateErrorFilter(onError));
        return builder;
    }

    /// <summary>Adds what <c>[Authorize]</c> with a policy needs.</summary>
    /// <param name="builder">The server.</param>
    public static IRequestExecutorBuilder AddAuthorization(this IRequestExecutorBuilder builder)
    {
        builder.Services.AddAuthorization();
        return builder;
    }

    private static IRequestExecutorBuilder Modify<T>(IRequestExecutorBuilder builder, Action<T> configure)
        where T : class
    {
        builder.Services.Configure(configure);
        return builder;
    }

    private sealed class DelegateErrorFilter(Func<IError, IError> onError) : IErrorFilter
    {
        public IError OnError(IError error) => onError(error);
    }
}
