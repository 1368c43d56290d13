using Notify.Cli.Processes;

namespace Notify.Cli.Installing;

/// <summary>What must be installed beside .NET. A line here is all it takes to need one more.</summary>
internal static class Needs
{
    private static readonly TimeSpan EnginePatience = TimeSpan.FromSeconds(2);

    public static IReadOnlyList<Need> All { get; } =
    [
        new("curl", "curl"), // the documents' examples call it
        new("nodejs", "node"), // GraphiQL is bundled with the build
        new("npm", "npm"), // NodeSource's nodejs brings it, and conflicts with Debian's
        new("util-linux", "setpriv"),
        new("postgresql", "initdb") { Occasion = Occasion.WithoutContainers, Service = "postgresql" },
        new("rabbitmq-server", "rabbitmq-server") { Occasion = Occasion.WithoutContainers, Service = "rabbitmq-server" },
        new("redis-server", "redis-server") { Occasion = Occasion.WithoutContainers, Service = "redis-server" },
        new("python3", "python3") { Occasion = Occasion.Tests },
        new("python3-aiosmtpd", "python3") { Occasion = Occasion.Tests, PythonModule = "aiosmtpd" },
        new("postfix", "postfix") { Occasion = Occasion.Tests, Service = "postfix" },
        new("docker-compose", "docker-compose") { Occasion = Occasion.Tests }, // it reads the compose file; no engine is needed for that
        new("openssl", "openssl") { Occasion = Occasion.Tests },
    ];

    /// <summary>Finds what is not there.</summary>
    public static async Task<IReadOnlyList<Need>> MissingAsync(Surroundings around, bool forTests, CancellationToken cancellationToken)
    {
        var missing = new List<Need>();
        foreach (var need in All.Where(need => need.Occasion != Occasion.Tests || forTests))
        {
            if (!await IsThereAsync(around, need, cancellationToken))
                missing.Add(need);
        }

        return missing.Exists(static need => need.Occasion == Occasion.WithoutContainers) && await HasEngineAsync(around, cancellationToken)
            ? [.. missing.Where(static need => need.Occasion != Occasion.WithoutContainers)]
            : missing;
    }

    private static async Task<bool> IsThereAsync(Surroundings around, Need need, CancellationToken cancellationToken) =>
        need.PythonModule is { } module ? await ImportsAsync(around, module, cancellationToken) : around.Machine.Has(need.Program);

    private static async Task<bool> ImportsAsync(Surroundings around, string module, CancellationToken cancellationToken) =>
        around.Machine.Has(around.Machine.SystemPython)
        && await new Child(around, around.Machine.SystemPython, "-c", $"import {module}").LoggedTo("/dev/null").RunAsync(cancellationToken) == 0;

    private static async Task<bool> HasEngineAsync(Surroundings around, CancellationToken cancellationToken)
    {
        string[] engines = around.Variables.GetValueOrDefault("ASPIRE_CONTAINER_RUNTIME") is { Length: > 0 } chosen ? [chosen] : ["docker", "podman"];
        foreach (var engine in engines.Where(around.Machine.Has))
        {
            if (await AnswersAsync(around, engine, cancellationToken))
                return true;
        }

        return false;
    }

    private static async Task<bool> AnswersAsync(Surroundings around, string engine, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(EnginePatience, around.Time);
        using var budget = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await new Child(around, engine, "version", "--format", "{{.Server.Version}}").LoggedTo("/dev/null").RunAsync(budget.Token) == 0;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return false;
        }
    }
}
