using System.Globalization;
using Notify.LocalHosting.Containers;
using Notify.LocalHosting.Processes;
using Notify.LocalHosting.Running;
using Notify.LocalHosting.Servers;
using Npgsql;

namespace Notify.LocalHosting.Postgres;

/// <summary>Runs a private PostgreSQL: initialised on first start, reachable on 127.0.0.1 only, with a password.</summary>
internal sealed class PostgresServer(PostgresServerResource resource)
{
    private const string Image = "postgres:17.6";

    public async Task<IReadOnlyList<ProcessPlan>> PrepareAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        if (resource.IsElsewhere)
        {
            return [];
        }

        var password = resource.PasswordParameter.CurrentValue;
        if (await ContainerEngine.TryFindAsync() is { } engine)
        {
            var variables = new Dictionary<string, string> { ["POSTGRES_PASSWORD"] = password };
            return [ContainerEngine.Run(engine, resource, Image, 5432, "/var/lib/postgresql/data", context, variables, "-c", "max_connections=300")];
        }

        var postgres = Programs.Find("postgres", "PostgreSQL");
        var user = Environment.IsPrivilegedProcess ? UnixUser.Find("postgres", "nobody") : null; // PostgreSQL refuses to run as root
        var folder = ServerFolder.Prepare(resource, context.State, user);
        ProcessTree.Kill(ProcessTree.WorkingIn(folder)); // backends that outlive a killed server for a moment would keep it from starting
        if (!File.Exists(Path.Combine(folder, "PG_VERSION")))
        {
            await InitialiseAsync(folder, password, user, context.Log, cancellationToken);
        }

        return
        [
            new ProcessPlan
            {
                FileName = postgres,
                Arguments =
                [
                    "-D", folder,
                    "-p", resource.PrimaryEndpoint.Port.ToString(CultureInfo.InvariantCulture),
                    "-c", "listen_addresses=127.0.0.1",
                    "-c", "unix_socket_directories=",
                    "-c", "max_connections=300",
                    "-c", "shared_buffers=256MB",
                    "-c", "max_wal_size=2GB",
                ],
                WorkingDirectory = "/",
                Environment = context.Environment,
                StopSignal = Signals.Interrupt, // "fast" shutdown: does not wait for clients to leave
                RunAs = user,
                NeedsPassage = !UnixUser.CanReach(folder),
            },
        ];
    }

    public Task<string?> CheckAsync(CancellationToken cancellationToken) => resource.GivenConnectionString is null && resource.IsElsewhere
        ? Task.FromResult<string?>(null) // only its databases were given; they have their own checks
        : CheckAsync(resource, cancellationToken);

    public static async Task<string?> CheckAsync(IResourceWithConnectionString target, CancellationToken cancellationToken)
    {
        try
        {
            await using var source = await OpenAsync(target, cancellationToken);
            await using var command = source.CreateCommand("SELECT 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return null;
        }
        catch (NpgsqlException ex)
        {
            return ex.InnerException?.Message ?? ex.Message;
        }
    }

    public static async Task CreateDatabasesAsync(PostgresServerResource server, CancellationToken cancellationToken)
    {
        if (server.GivenConnectionString is null && server.IsElsewhere)
        {
            return;
        }

        await using var source = await OpenAsync(server, cancellationToken);
        foreach (var database in server.Databases.Where(static d => d.GivenConnectionString is null))
        {
            try
            {
                var name = database.DatabaseName.Replace("\"", "\"\"", StringComparison.Ordinal);
#pragma warning disable CA2100 // the name is quoted, and a statement that creates a database takes no parameters
                await using var create = source.CreateCommand($"CREATE DATABASE \"{name}\"");
#pragma warning restore CA2100
                await create.ExecuteNonQueryAsync(cancellationToken);
            }
            catch (PostgresException ex) when (ex.SqlState == PostgresErrorCodes.DuplicateDatabase)
            {
                // kept from an earlier run
            }
        }
    }

    private static async Task<NpgsqlDataSource> OpenAsync(IResourceWithConnectionString target, CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(await target.GetConnectionStringAsync(cancellationToken)) { Pooling = false, Timeout = 3 };
        settings.Database ??= "postgres";
        return NpgsqlDataSource.Create(settings);
    }

    private static async Task InitialiseAsync(
        string folder, string password, UnixUser? user, Action<string> log, CancellationToken cancellationToken)
    {
        var init = new ProcessPlan
        {
            FileName = Programs.Find("sh", "PostgreSQL"),
            Arguments =
            [
                // initdb takes the password from a file only; made here, so that it belongs to the account initdb runs as
                "-c", "umask 077; f=$(mktemp); printf %s \"$INIT_PASSWORD\" > \"$f\"; \"$0\" \"$@\" --pwfile=\"$f\"; c=$?; rm -f \"$f\"; exit $c",
                Programs.Find("initdb", "PostgreSQL"),
                "-D", folder, "-U", PostgresServerResource.UserName, "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync",
            ],
            WorkingDirectory = "/",
            Environment = new Dictionary<string, string> { ["INIT_PASSWORD"] = password },
            RunAs = user,
            NeedsPassage = !UnixUser.CanReach(folder),
        };
        await using var running = await RunningProcess.StartAsync(init, (line, _) => log(line), TimeProvider.System);
        var code = await running.WaitForExitAsync(cancellationToken);
        if (code != 0)
        {
            throw new DistributedApplicationException(
                $"initdb ended with exit code {code} for '{folder}'; the lines above say why. "
                + "If the folder holds data that can go, start with --fresh.");
        }
    }
}
