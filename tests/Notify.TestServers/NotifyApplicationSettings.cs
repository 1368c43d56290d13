namespace Notify.TestServers;

/// <summary>What a <see cref="NotifyApplication"/> is started with.</summary>
public sealed record NotifyApplicationSettings
{
    /// <summary>Gets the state folder of the application, which exists.</summary>
    public required string StateFolder { get; init; }

    /// <summary>Gets the connection string of the database.</summary>
    public required string Database { get; init; }

    /// <summary>Gets the address of the virtual host.</summary>
    public required string Broker { get; init; }

    /// <summary>Gets the connection string of Redis.</summary>
    public required string Cache { get; init; }

    /// <summary>Gets the environment variables that migrator, gateway and dispatchers get beside the application model's own, or instead of them.</summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Gets the names of the dispatchers; the first is the application model's.</summary>
    public IReadOnlyList<string> Dispatchers { get; init; } = [NotifyApplication.Dispatcher];

    /// <summary>Gets a value indicating whether the application's mailbox runs, and is its first integration.</summary>
    public bool HasMailbox { get; init; }

    /// <summary>Gets programs to run beside it, which get the services' environment, and the port to listen on as <c>PORT</c>.</summary>
    public IReadOnlyList<(string Name, string Command, string[] Arguments)> Extras { get; init; } = [];
}
