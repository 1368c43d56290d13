using System.Runtime.InteropServices;
using Notify.Benchmarks;
using Notify.Benchmarks.Accept;
using Notify.Benchmarks.Channels;
using Notify.Benchmarks.GraphQL;
using Notify.Benchmarks.Start;
using Notify.TestServers;

if (args is [InsertPerRequestServer.Command])
{
    await InsertPerRequestServer.RunAsync();
    return 0;
}

if (args is [FeedServer.Command])
{
    await FeedServer.RunAsync();
    return 0;
}

if (args is [FakeProviders.Command])
{
    await FakeProviders.RunAsync();
    return 0;
}

if (args is [EmptyAppHost.Command, var stateFolder, .. var more])
{
    await EmptyAppHost.RunAsync(stateFolder, more);
    return 0;
}

var names = args.Where(static argument => argument != "--json").ToList();
var unknown = names.FirstOrDefault(static name => !Benchmarks.All.ContainsKey(name));
if (unknown is not null)
{
    await Console.Error.WriteLineAsync($"There is no benchmark '{unknown}'. There are: {string.Join(", ", Benchmarks.All.Keys)}.");
    return 2;
}

Environment.SetEnvironmentVariable("Logging__LogLevel__Default", "Warning"); // the output is the report alone
using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
await using var servers = new TestServers();
await servers.InitializeAsync();
var report = new Report(Console.Out, asJson: args.Contains("--json"));
foreach (var name in names.Count > 0 ? names : [.. Benchmarks.All.Keys])
{
    await Console.Error.WriteLineAsync($"Running {name} …");
    await Benchmarks.All[name](servers, report.Begin(name), stopping.Token);
}

return 0;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // ends in good order, so that no server stays behind
    stopping.Cancel();
}
