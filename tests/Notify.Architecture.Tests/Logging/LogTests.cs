namespace Notify.Architecture.Tests.Logging;

public sealed class LogTests
{
    private static readonly string[] Folders = ["src", "plugins", "Notify.AppHost", "Notify.ServiceDefaults"];

    private const string Good =
        """
        [LoggerMessage(1, LogLevel.Information, "Sent {DeliveryId} (really).")]
        private partial void LogSent(Guid deliveryId);

        [LoggerMessage(2, LogLevel.Trace, "Sent to {Recipient}.")]
        private static partial void LogRecipientSensitive(ILogger logger, string recipient);
        """;

    [Fact]
    public void Addresses_subjects_and_bodies_are_logged_by_sensitive_methods_only() =>
        Assert.Empty(Sources().SelectMany(static path => LogRules.Violations(Repository.Read(path)).Select(method => $"{path}: {method}")));

    [Fact]
    public void An_event_id_means_one_thing() =>
        Assert.Empty(Sources().SelectMany(static path => LogRules.EventIds(Repository.Read(path))).GroupBy(static id => id)
            .Where(static ids => ids.Count() > 1).Select(static ids => ids.Key));

    [Fact]
    public void The_guard_passes_what_is_right()
    {
        Assert.Empty(LogRules.Violations(Good));
        Assert.Equal([1, 2], LogRules.EventIds(Good));
    }

    [Theory]
    [InlineData("""[LoggerMessage(1, LogLevel.Trace, "To {Address}.")] private partial void LogTo(string address);""", "LogTo")]
    [InlineData("""[LoggerMessage(1, LogLevel.Trace, "To {Email}.")] private static partial void LogTo(ILogger logger, int count, string email);""", "LogTo")]
    [InlineData("""[LoggerMessage(1, LogLevel.Warning, "To {Address}.")] private partial void LogToSensitive(string address);""", "LogToSensitive")]
    public void The_guard_finds_a_careless_method(string source, string method) => Assert.Equal([method], LogRules.Violations(source));

    [Fact]
    public void The_guard_sees_the_real_methods() => Assert.True(Sources().SelectMany(static path => LogRules.EventIds(Repository.Read(path))).Count() > 20);

    private static IEnumerable<string> Sources() =>
        Folders.SelectMany(static folder => Repository.Files(folder, "*.cs"));
}
