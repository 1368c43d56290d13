using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Notify.Audience;
using Notify.Content;
using Notify.Plugins;
using Notify.Postgres;
using Notify.Postgres.Environments;
using Notify.Postgres.Migrations;
using Notify.Primitives;
using Notify.Workspaces;
using Notify.Workspaces.Contracts;
using Npgsql;

namespace Notify.Modules.Tests;

/// <summary>Workspaces and audience on a migrated database of their own, with a first environment.</summary>
internal sealed class Rooms : IAsyncDisposable
{
    private readonly IHost host;

    private Rooms(IHost host, BootstrappedEnvironment first)
    {
        this.host = host;
        First = first;
    }

    /// <summary>The environment that the bootstrap made.</summary>
    public BootstrappedEnvironment First { get; }

    /// <summary>A NORMAL caller of the first environment.</summary>
    public ApiKeyPrincipal Caller => CallerOf(First.EnvironmentId);

    public IServiceProvider Services => host.Services;

    public NpgsqlDataSource Database => Get<NpgsqlDataSource>();

    public static async Task<Rooms> OpenAsync(
        TestServers.TestServers servers, CancellationToken cancellationToken, TimeProvider? time = null, params (string Key, string Value)[] settings) =>
        await OpenOnAsync(await servers.CreateDatabaseAsync(cancellationToken), cancellationToken, time, settings);

    /// <summary>Opens the rooms on a database that may have been used before: a restart.</summary>
    public static async Task<Rooms> OpenOnAsync(
        string connectionString, CancellationToken cancellationToken, TimeProvider? time = null, params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:notifydb"] = connectionString + ";Maximum Pool Size=20";
        builder.Configuration["Notify:Secrets:Key"] = Convert.ToBase64String(new byte[32]);
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddSingleton(time ?? TimeProvider.System);
        builder.Services.AddSingleton<IChannelPlugins>(new StandInPlugins(
            StandInPlugins.Plugin("letters", "push", static address => address.All(char.IsLetter) ? null : "letters"),
            StandInPlugins.Plugin("digits", "push", static address => address.All(char.IsDigit) ? null : "digits")));
        builder.AddNotifyPostgres();
        builder.AddAudienceModule();
        builder.AddContentModule();
        builder.AddWorkspacesModule();
        var host = builder.Build();
        await host.Services.GetRequiredService<Migrator>().ApplyAsync(cancellationToken);
        var first = await host.Services.GetRequiredService<IWorkspaceBootstrap>().EnsureAsync(cancellationToken);
        return new(host, first);
    }

    public T Get<T>()
        where T : notnull =>
        host.Services.GetRequiredService<T>();

    /// <summary>Runs one call as a request of an environment would: in a scope that entered it.</summary>
    public async Task<TResult> AsAsync<TService, TResult>(EnvironmentId environmentId, Func<TService, ValueTask<TResult>> call)
        where TService : notnull
    {
        await using var scope = host.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<EnvironmentScope>().Enter(environmentId);
        return await call(scope.ServiceProvider.GetRequiredService<TService>());
    }

    /// <summary>Makes another environment in the same project.</summary>
    public async Task<EnvironmentId> AddEnvironmentAsync(string name, CancellationToken cancellationToken) =>
        (await AsAsync<IEnvironmentDirectory, EnvironmentInfo>(
            First.EnvironmentId, directory => directory.CreateAsync(Caller, name, null, cancellationToken))).Id;

    public ApiKeyPrincipal CallerOf(EnvironmentId environmentId) => new()
    {
        ProjectId = First.ProjectId,
        EnvironmentId = environmentId,
        ApiKeyId = ApiKeyId.New(TimeProvider.System),
        Type = ApiKeyType.Normal,
    };

    public async Task<T?> ScalarAsync<T>(string sql, CancellationToken cancellationToken)
    {
        await using var command = Database.Statement(sql);
        return (T?)await command.ExecuteScalarAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        host.Dispose();
    }
}
