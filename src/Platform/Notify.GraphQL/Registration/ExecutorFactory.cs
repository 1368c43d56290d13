using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Notify.GraphQL.Building;
using Notify.GraphQL.Execution;
using Notify.GraphQL.PersistedDocuments;
using Notify.GraphQL.Subscriptions;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Registration;

/// <summary>Registers the schema and the executor, and decides what the options leave to the environment.</summary>
internal static class ExecutorFactory
{
    public static void AddExecutor(this IServiceCollection services)
    {
        services.AddOptions<ValidationOptions>().PostConfigure<IServiceProvider>(static (options, provider) =>
        {
            options.AllowIntrospection ??= IsDevelopment(provider);
            options.SuggestNames ??= IsDevelopment(provider);
        });
        services.AddOptions<RequestOptions>().PostConfigure<IServiceProvider>(static (options, provider) => options.IncludeExceptionDetails ??= IsDevelopment(provider));
        services.AddSingleton(static provider => SchemaBuilder.Build(provider.GetRequiredService<ServerConfiguration>(), provider));
        services.AddSingleton<IRequestExecutor>(Create);
        services.AddHostedService<SchemaStartup>();
    }

    private static RequestExecutor Create(IServiceProvider provider) => new(
        provider.GetRequiredService<Schema>(),
        new ExecutorOptions
        {
            Parser = provider.GetRequiredService<IOptions<ParserOptions>>().Value,
            Validation = provider.GetRequiredService<IOptions<ValidationOptions>>().Value,
            Cost = provider.GetRequiredService<IOptions<CostOptions>>().Value,
            Request = provider.GetRequiredService<IOptions<RequestOptions>>().Value,
            Time = provider.GetService<TimeProvider>() ?? TimeProvider.System,
            ErrorFilters = [.. provider.GetServices<IErrorFilter>()],
        },
        provider.GetRequiredService<ILoggerFactory>(),
        provider.GetRequiredService<SubscriptionHub>(),
        provider.GetService<IOperationDocumentStorage>());

    private static bool IsDevelopment(IServiceProvider provider) => provider.GetService<IHostEnvironment>()?.IsDevelopment() ?? false;

    /// <summary>Builds everything while the application starts, so that a mistake stops it there.</summary>
    private sealed class SchemaStartup(IServiceProvider services) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            services.GetRequiredService<IRequestExecutor>();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
