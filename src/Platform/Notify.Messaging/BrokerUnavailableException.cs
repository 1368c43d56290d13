namespace Notify.Messaging;

/// <summary>RabbitMQ is away, or did not confirm. What was to be published stays in the outbox and goes out later.</summary>
public sealed class BrokerUnavailableException(string message, Exception? innerException = null) : Exception(message, innerException);
