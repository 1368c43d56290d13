using System.Reflection;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.LocalHosting.Dashboard;
using Notify.LocalHosting.Eventing;
using Notify.LocalHosting.Health;
using Notify.LocalHosting.Model;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Projects;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.State;
using Notify.LocalHosting.Testing;

namespace Notify.LocalHosting.Application;

internal sealed class LocalApplicationBuilder : IDistributedApplicationBuilder
{
    private readonly HostApplicationBuilder host;
    private readonly EntryPointInterceptor? interceptor = EntryPointInterceptor.Current;
    private readonly DistributedApplicationOptions options;

    public LocalApplicationBuilder(DistributedApplicationOptions options)
    {
        this.options = options;
        AppHostAssembly = interceptor?.Assembly ?? Assembly.GetEntryAssembly();
        AppHostDirectory = options.ProjectDirectory ?? ProjectDirectory(AppHostAssembly) ?? Directory.GetCurrentDirectory();
        host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings
        {
            Args = options.Args,
            ContentRootPath = AppHostDirectory,
            EnvironmentName = interceptor is null ? null : EnvironmentOfProfile(AppHostDirectory),
        });
        if (interceptor is not null)
        {
            Configuration[StateDirectory.ConfigurationKey] ??= StateDirectory.Temporary();
            Configuration[PortAllocator.RandomizeKey] ??= "true";
            options.DisableDashboard = !string.Equals(Configuration["AppHost:Dashboard"], "true", StringComparison.OrdinalIgnoreCase);
        }

        State = new StateDirectory(Configuration[StateDirectory.ConfigurationKey] ?? StateDirectory.Default(AppHostDirectory));
        Secrets = new SecretStore(State);
        AddServices();
    }

    public ConfigurationManager Configuration => host.Configuration;

    public string AppHostDirectory { get; }

    public Assembly? AppHostAssembly { get; }

    public IHostEnvironment Environment => host.Environment;

    public IServiceCollection Services => host.Services;

    public IDistributedApplicationEventing Eventing { get; } = new ApplicationEventing();

    public DistributedApplicationExecutionContext ExecutionContext { get; } = new();

    public IResourceCollection Resources { get; } = new ResourceCollection();

    public StateDirectory State { get; }

    public SecretStore Secrets { get; }

    public static LocalApplicationBuilder From(IDistributedApplicationBuilder builder) => builder switch
    {
        LocalApplicationBuilder local => local,
        InterceptedBuilder intercepted => intercepted.Inner,
        _ => throw new ArgumentException($"'{builder.GetType()}' was not made by DistributedApplication.CreateBuilder.", nameof(builder)),
    };

    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        ArgumentNullException.ThrowIfNull(resource);
        if (Resources.Any(r => string.Equals(r.Name, resource.Name, StringComparison.OrdinalIgnoreCase)))
        {
            throw new DistributedApplicationException($"There is already a resource named '{resource.Name}'. Names are unique, whatever their case.");
        }

        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new LocalResourceBuilder<T>(this, resource);

    public DistributedApplication Build()
    {
        interceptor?.HandOver(this);
        var application = new DistributedApplication(host.Build(), interceptor);
        interceptor?.Built(application);
        return application;
    }

    private static string? ProjectDirectory(Assembly? assembly) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(static a => a.Key == "apphostprojectpath")?.Value;

    // Under test nobody has applied the AppHost's launch profile, which is what makes `dotnet run` a development run.
    private static string? EnvironmentOfProfile(string directory) =>
        System.Environment.GetEnvironmentVariable("DOTNET_ENVIRONMENT")
        ?? (LaunchProfile.Read(directory)?.Environment.TryGetValue("DOTNET_ENVIRONMENT", out var name) == true ? name : null);

    private void AddServices()
    {
        Services.AddSingleton(TimeProvider.System);
        Services.AddSingleton(options);
        Services.AddSingleton<IDistributedApplicationBuilder>(this);
        Services.AddSingleton(Eventing);
        Services.AddSingleton(ExecutionContext);
        Services.AddSingleton(State);
        Services.AddSingleton(Secrets);
        Services.AddSingleton(_ => new DistributedApplicationModel(Resources));
        Services.AddSingleton<ResourceLoggerService>();
        Services.AddSingleton<ResourceNotificationService>();
        Services.AddSingleton(static services => new ResourceCommandService(services.GetRequiredService<ResourceRunners>()));
        Services.AddSingleton<SessionFile>();
        Services.AddSingleton<PortAllocator>();
        Services.AddSingleton<HealthMonitor>();
        Services.AddSingleton<DependencyGate>();
        Services.AddSingleton<ResourceRunners>();
        Services.AddHostedService<ApplicationLifecycle>();
        if (!options.DisableDashboard)
        {
            Services.AddSingleton<DashboardServer>();
            Services.AddHostedService(static services => services.GetRequiredService<DashboardServer>());
        }

        Services.Configure<HostOptions>(static host => host.ShutdownTimeout = TimeSpan.FromSeconds(60));
        Services.Configure<ConsoleLifetimeOptions>(static console => console.SuppressStatusMessages = true);
        Services.AddLogging(static logging => logging.AddSimpleConsole());
    }
}
