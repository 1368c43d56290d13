using System.Collections.Concurrent;
using System.Text.Json;
using Notify.EndToEnd.Tests.Rig;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Xunit;

namespace Notify.EndToEnd.Tests.Seeing;

/// <summary>Facts on the topic exchange, for those who do not want to poll.</summary>
public sealed class EventTests(SharedInstallation shared)
{
    private readonly Installation notify = shared.Value;

    [Fact]
    public async Task Each_fact_arrives_in_order_per_notification_and_without_personal_data()
    {
        using var api = await notify.CreateEnvironmentAsync();
        var user = await api.AddSubscriberAsync();
        notify.Provider.When($"refused {user}", "reject");
        await using var connection = await new ConnectionFactory { Uri = new Uri(notify.BrokerUri) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var received = await BindAsync(channel, "notify.#");

        var sent = await api.SendAcceptedAsync(user, "email");
        var failed = await api.SendAcceptedAsync(user, body: $"refused {user}");
        await Eventually.TrueAsync(() => Task.FromResult(Types(received, sent).Length >= 3 && Types(received, failed).Length >= 3));

        Assert.Equal(["notify.notification.accepted", "notify.notification.sent", "notify.email.sent"], Types(received, sent));
        Assert.Equal(["notify.notification.accepted", "notify.delivery.attempt_failed", "notify.notification.failed"], Types(received, failed));
        var fact = received.First(e => e.Key == "notify.notification.sent" && Id(e) == sent);
        var data = JsonElement.Parse(fact.Body).GetProperty("data");
        Assert.Equal(("email", user), (data.GetProperty("channel").GetString(), data.GetProperty("recipientId").GetString()));
        Assert.DoesNotContain(received, e => e.Body.Contains($"{user}@example.com", StringComparison.Ordinal) || e.Body.Contains("+49151", StringComparison.Ordinal));
    }

    private static string[] Types(ConcurrentQueue<(string Key, string Body)> received, string id) => [.. received.Where(e => Id(e) == id).Select(static e => e.Key)];

    private static string? Id((string Key, string Body) e) => JsonElement.Parse(e.Body).GetProperty("data").GetProperty("notificationId").GetString();

    private static async Task<ConcurrentQueue<(string Key, string Body)>> BindAsync(IChannel channel, string pattern)
    {
        var received = new ConcurrentQueue<(string, string)>();
        await channel.ExchangeDeclareAsync("notify.events", ExchangeType.Topic, durable: true, cancellationToken: TestContext.Current.CancellationToken);
        var queue = await channel.QueueDeclareAsync(cancellationToken: TestContext.Current.CancellationToken);
        await channel.QueueBindAsync(queue.QueueName, "notify.events", pattern, cancellationToken: TestContext.Current.CancellationToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) =>
        {
            received.Enqueue((delivery.RoutingKey, System.Text.Encoding.UTF8.GetString(delivery.Body.Span)));
            return Task.CompletedTask;
        };
        await channel.BasicConsumeAsync(queue.QueueName, autoAck: true, consumer, TestContext.Current.CancellationToken);
        return received;
    }
}
