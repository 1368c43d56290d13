using System.Diagnostics;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Notify.Postgres.Clock;
using Notify.Postgres.Environments;
using Notify.Postgres.Migrations;
using Npgsql;

namespace Notify.Postgres;

/// <summary>Registers PostgreSQL for a service and for the modules inside it.</summary>
public static class PostgresHosting
{
    /// <summary>The name of the connection string, shared with the app model.</summary>
    public const string ConnectionName = "notifydb";

    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(2); // an absent server shows within three

    /// <summary>Adds one pooled data source, its health check, the migrator and the environment scope.</summary>
    /// <exception cref="InvalidOperationException">When resolved without <c>ConnectionStrings:notifydb</c>.</exception>
    public static IHostApplicationBuilder AddNotifyPostgres(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddClock();
        builder.AddNpgsqlDataSource(
            ConnectionName,
            static settings =>
            {
                settings.DisableHealthChecks = true; // the package's own waits for Npgsql: 31 s where nobody answers, and up to 6 s where the server falls silent
                settings.ConnectionString = Complete(settings.ConnectionString);
            },
            Prepare);
        builder.Services.TryAddSingleton<Migrator>();
        builder.Services.TryAddScoped<EnvironmentScope>();
        builder.Services.AddMigrations("platform", typeof(PostgresHosting).Assembly);
        builder.Services.AddHealthChecks().AddCheck<PostgresHealthCheck>("postgres", HealthStatus.Unhealthy, timeout: AnswerLimit);
        return builder;
    }

    /// <summary>Adds a module's migrations: embedded resources <c>Migrations/0001_….sql</c> that build the schema <paramref name="schema"/>.</summary>
    public static IServiceCollection AddMigrations(this IServiceCollection services, string schema, Assembly assembly) =>
        services.AddSingleton(new MigrationSet(schema, assembly));

    /// <summary>Adds a module's EF Core context on the shared data source.</summary>
    public static IServiceCollection AddModuleDbContext<TContext>(this IServiceCollection services)
        where TContext : ModuleDbContext =>
        services.AddDbContext<TContext>(static (provider, options) => options.UseNpgsql(provider.GetRequiredService<NpgsqlDataSource>()));

    /// <summary>The machine's clock, or one that tests can move when the configuration says so.</summary>
    private static void AddClock(this IHostApplicationBuilder builder)
    {
        if (builder.Configuration.GetValue<bool>("Notify:Testing:VirtualClock"))
        {
            var clock = new VirtualClock();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(clock));
            builder.Services.AddSingleton(clock);
            builder.Services.AddHostedService(services =>
            {
                clock.Attach(services.GetRequiredService<NpgsqlDataSource>());
                return clock;
            });
        }

        builder.Services.TryAddSingleton(TimeProvider.System);
    }

    private static string Complete(string? connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        settings.ApplicationName ??= "notify";
        if (!settings.ContainsKey("Max Auto Prepare"))
        {
            settings.MaxAutoPrepare = 100; // the hot statements are few; each is parsed once per connection
        }

        // Every statement here finds few rows by an index. A prepared plan must not read whole partitions because they were small when it was
        // made, and compiling a plan costs more than running it.
        settings.Options = $"-c enable_seqscan=off -c jit=off {settings.Options}".TrimEnd();
        return settings.ConnectionString;
    }

    private static void Prepare(NpgsqlDataSourceBuilder source)
    {
        // Loops that look for work ask all day: a statement that belongs to nobody's request is no trace of its own.
        source.ConfigureTracing(static tracing => tracing
            .ConfigureCommandFilter(static _ => Activity.Current is not null)
            .ConfigureBatchFilter(static _ => Activity.Current is not null));
        if (string.IsNullOrWhiteSpace(source.ConnectionStringBuilder.Host))
        {
            throw new InvalidOperationException(
                $"ConnectionStrings:{ConnectionName} is not set. Start through the AppHost (./notify up) or set ConnectionStrings__{ConnectionName}.");
        }
    }
}
