using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Notify.Postgres;
using Notify.Workspaces.Bootstrap;
using Notify.Workspaces.Contracts;
using Notify.Workspaces.Guests;
using Notify.Workspaces.Keys;
using Notify.Workspaces.Places;
using Notify.Workspaces.Policies;

namespace Notify.Workspaces;

/// <summary>Projects, environments, API keys, and the rules a project sets for itself.</summary>
public static class WorkspacesModule
{
    /// <summary>Adds the module. The host adds PostgreSQL (<see cref="PostgresHosting.AddNotifyPostgres"/>).</summary>
    public static IHostApplicationBuilder AddWorkspacesModule(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddMigrations("workspaces", typeof(WorkspacesModule).Assembly);
        builder.Services.AddModuleDbContext<WorkspacesDbContext>();
        AddKeys(builder.Services);
        AddPlaces(builder.Services);
        AddPolicies(builder.Services);
        AddBootstrap(builder.Services);
        return builder;
    }

    private static void AddKeys(IServiceCollection services)
    {
        services.AddSingleton<KeyUsage>();
        services.AddHostedService(static provider => provider.GetRequiredService<KeyUsage>());
        services.AddSingleton<IApiKeyAuthenticator, ApiKeyAuthenticator>();
        services.AddScoped<IApiKeyDirectory, ApiKeyDirectory>();
    }

    private static void AddPlaces(IServiceCollection services)
    {
        services.AddScoped<IEnvironmentDirectory, EnvironmentDirectory>();
        services.AddSingleton<IGuestList, GuestList>();
    }

    private static void AddPolicies(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<RateLimitOptions, RateLimitOptionsValidator>().BindConfiguration(RateLimitOptions.Section);
        services.AddOptionsWithValidateOnStart<RetryPresetOptions, RetryPresetOptionsValidator>().BindConfiguration(RetryPresetOptions.Section);
        services.AddSingleton<IProjectPolicies, ProjectPolicies>();
    }

    private static void AddBootstrap(IServiceCollection services)
    {
        services.AddOptionsWithValidateOnStart<BootstrapOptions, BootstrapOptionsValidator>().BindConfiguration(BootstrapOptions.Section);
        services.AddSingleton<IWorkspaceBootstrap, WorkspaceBootstrap>();
    }
}
