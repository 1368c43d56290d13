using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Notify.Gateway.Tests.Telemetry;
using Notify.Messaging;
using Notify.Platform.Tests.Health;
using Notify.Primitives;
using Notify.Redis;
using Notify.Redis.Broadcast;
using Npgsql;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace Notify.Platform.Tests.Telemetry;

/// <summary>What a service does with its servers shows in its traces; over OTLP, with real servers.</summary>
public sealed class ServerSpanTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_server_leaves_spans_without_values_and_metrics()
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var service = await ReadyService.StartAsync(
            await servers.CreateDatabaseAsync(Token), await servers.CreateVirtualHostUriAsync(Token), servers.RedisConnectionString, Token,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", sink.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"));
        service.Services.GetRedisConnection();

        using var asked = new Activity("asked") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start(); // statements that nobody asked for leave no spans
        await using var command = service.Services.GetRequiredService<NpgsqlDataSource>().CreateCommand("SELECT $1 || 'kept'");
        command.Parameters.AddWithValue("hidden@example.com");
        await command.ExecuteScalarAsync(Token);
        await service.Services.GetRequiredService<ILanePublisher>().PublishAsync(new Lane("notify.plan", Priority.High), "hidden@example.com"u8.ToArray(), null, Token);
        await service.Services.GetRequiredService<IBroadcast>().TryTellAsync([new("channel", "hidden@example.com"u8.ToArray())], Token);
        Assert.True(service.Services.GetRequiredService<TracerProvider>().Shutdown()); // however long it takes: a stop gives it a second only
        Assert.True(service.Services.GetRequiredService<MeterProvider>().Shutdown());
        Assert.True(service.Services.GetRequiredService<LoggerProvider>().Shutdown());

        var traces = sink.All("traces");
        Assert.All(
            ["SELECT $1 || 'kept'", "RabbitMQ.Client.Publisher", "notify.plan.high", "PUBLISH", "StackExchangeRedis"],
            text => Assert.Contains(text, traces, StringComparison.Ordinal));
        Assert.Contains("db.client.operation.duration", sink.All("metrics"), StringComparison.Ordinal);
        var logs = sink.All("logs");
        Assert.NotEqual("", logs);
        Assert.DoesNotContain("hidden@example.com", traces + logs, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_sends_what_is_left()
    {
        await using var sink = await OtlpSink.StartAsync();
        await using var service = await ReadyService.StartAsync(
            await servers.CreateDatabaseAsync(Token), await servers.CreateVirtualHostUriAsync(Token), servers.RedisConnectionString, Token,
            ("OTEL_EXPORTER_OTLP_ENDPOINT", sink.Address), ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "3600000")); // nothing leaves by itself
        using var source = new ActivitySource("Notify.Test.Stopping");
        source.StartActivity("first")?.Dispose();
        Assert.True(service.Services.GetRequiredService<TracerProvider>().ForceFlush()); // the way is open: the second that a stop gives is not for finding it

        source.StartActivity("left until the end")?.Dispose();
        Assert.DoesNotContain("left until the end", sink.All("traces"), StringComparison.Ordinal);
        await service.StopAsync(Token);

        Assert.Contains("left until the end", sink.All("traces"), StringComparison.Ordinal);
    }
}
