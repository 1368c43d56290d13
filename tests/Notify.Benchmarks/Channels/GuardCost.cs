using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Notify.Channels.Sdk;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Benchmarks.Channels;

/// <summary>What the host's guard around a plugin costs: a call that the plugin answers at once, with the guard less without it.</summary>
internal static class GuardCost
{
    private const int Calls = 50_000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<(double Nanoseconds, double Bytes)> MeasureAsync(IChannelProvider webhook, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Notify:Plugins:Path"] = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../plugins")),
            ["Notify:Plugins:Watch"] = "false",
        });
        builder.Logging.ClearProviders();
        builder.Services.AddChannelPlugins(builder.Configuration);
        using var host = builder.Build();
        await host.StartAsync(cancellationToken);
        var plugins = host.Services.GetRequiredService<IChannelPlugins>();
        using var lease = plugins.Rent(new("webhook", IntegrationId.New(TimeProvider.System), 1), static () => JsonSerializer.SerializeToElement(new { }));
        var mail = ChannelProviders.Mail(); // of a family that it refuses without doing anything
        var turns = await Rounds.TurnsAsync<(double Nanoseconds, double Bytes)>(
        [
            () => RunAsync(() => webhook.SendAsync(mail, cancellationToken)),
            () => RunAsync(() => lease.SendAsync(mail, Limit, cancellationToken)),
        ]);
        await host.StopAsync(cancellationToken);
        return (Difference(turns, static turn => turn.Nanoseconds), Difference(turns, static turn => turn.Bytes));
    }

    private static double Difference(IReadOnlyList<IReadOnlyList<(double Nanoseconds, double Bytes)>> turns, Func<(double Nanoseconds, double Bytes), double> part) =>
        Rounds.Percentile(turns[1].Select(part), 0.5) - Rounds.Percentile(turns[0].Select(part), 0.5);

    private static async Task<(double Nanoseconds, double Bytes)> RunAsync(Func<ValueTask<SendOutcome>> call)
    {
        var (bytes, started) = (GC.GetTotalAllocatedBytes(precise: true), Stopwatch.GetTimestamp());
        for (var i = 0; i < Calls; i++)
        {
            await call();
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        return (elapsed.TotalNanoseconds / Calls, (GC.GetTotalAllocatedBytes(precise: true) - bytes) / (double)Calls);
    }
}
