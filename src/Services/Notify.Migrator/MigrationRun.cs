using Microsoft.Extensions.Options;
using Notify.Delivery.Contracts;
using Notify.Primitives;
using Notify.Workspaces.Contracts;
using Npgsql;

namespace Notify.Migrator;

/// <summary>One run: wait for PostgreSQL, bring every schema up to date, make first-start data, end.</summary>
internal sealed partial class MigrationRun(
    DatabaseReadiness readiness, Postgres.Migrations.Migrator migrator, IWorkspaceBootstrap workspaces, IDeliveryBootstrap delivery, ILogger<MigrationRun> logger)
{
    /// <summary>Builds the host, runs once, and tells the exit code: 0, or 1 with a sentence in the log.</summary>
    public static async Task<int> ExecuteAsync(HostApplicationBuilder builder)
    {
        using var host = builder.Build();
        var logger = host.Services.GetRequiredService<ILogger<MigrationRun>>();
        try
        {
            await host.StartAsync();
            var stoppingToken = host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            await host.Services.GetRequiredService<MigrationRun>().RunAsync(stoppingToken);
            await host.StopAsync(CancellationToken.None);
            return 0;
        }
        catch (Exception exception) when (Explain(exception) is { } sentence)
        {
            LogRefused(logger, sentence);
            LogOrigin(logger, exception);
        }

        return 1;
    }

    /// <summary>The sentence for an expected trouble; <see langword="null"/> for a fault of ours, which shall show itself whole.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        OptionsValidationException refusal => string.Join(" ", refusal.Failures),
        NpgsqlException => $"PostgreSQL refused: {exception.Message} Check ConnectionStrings:notifydb and that the server runs.",
        InvalidOperationException or NotifyException or IOException or UnauthorizedAccessException => exception.Message,
        OperationCanceledException => "The run was stopped before it was done; start it again.",
        _ => null,
    };

    private async Task RunAsync(CancellationToken stoppingToken)
    {
        await readiness.WaitAsync(stoppingToken);
        var applied = await migrator.ApplyAsync(stoppingToken);
        var first = await workspaces.EnsureAsync(stoppingToken);
        await delivery.EnsurePartitionsAsync(stoppingToken);
        var integrations = await delivery.EnsureIntegrationsAsync(first.EnvironmentId, stoppingToken);
        LogDone(applied, integrations, first.EnvironmentId);
    }

    [LoggerMessage(1201, LogLevel.Information, "Done: {Applied} migrations applied, {Integrations} integrations in place; the first environment is {EnvironmentId}.")]
    private partial void LogDone(int applied, int integrations, EnvironmentId environmentId);

    [LoggerMessage(1202, LogLevel.Critical, "The database is not ready for use. {Reason}")]
    private static partial void LogRefused(ILogger logger, string reason);

    [LoggerMessage(1203, LogLevel.Debug, "Where it came from.")]
    private static partial void LogOrigin(ILogger logger, Exception exception);
}
