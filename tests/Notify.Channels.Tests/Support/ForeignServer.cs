using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Notify.Channels.Tests.Support;

/// <summary>Somebody else's mail server, run as a private process of one test and ended by its id.</summary>
internal sealed class ForeignServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly DirectoryInfo _folder;

    private ForeignServer(Process process, DirectoryInfo folder, int port)
    {
        _process = process;
        _folder = folder;
        Port = port;
    }

    public int Port { get; private set; }

    /// <summary>What the server prints, line by line.</summary>
    public StreamReader Output => _process.StandardOutput;

    /// <summary>Starts Python's aiosmtpd, which wants STARTTLS and then a login as shop / s3cret.</summary>
    public static async Task<ForeignServer> StartAiosmtpdAsync()
    {
        var folder = Directory.CreateTempSubdirectory("notify-tests-");
        var certificate = Path.Combine(folder.FullName, "server.pem");
        await File.WriteAllTextAsync(certificate, TestCertificate.MakePem(), TestLimits.Token);
        var server = Start(Requires.Aiosmtpd(), [Path.Combine(AppContext.BaseDirectory, "Oracles", "receive_mail.py"), certificate], folder, 0);
        server.Port = int.Parse(await server.Output.ReadLineAsync(TestLimits.Token) ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        return server;
    }

    /// <summary>Starts postfix's smtp-sink, which discards what it takes.</summary>
    public static async Task<ForeignServer> StartSmtpSinkAsync(params string[] arguments)
    {
        var port = FreePort();
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "nobody"] : []; // it refuses to stay root
        var server = Start(Requires.SmtpSink(), [.. user, .. arguments, $"127.0.0.1:{port}", "64"], Directory.CreateTempSubdirectory("notify-tests-"), port);
        await server.ListeningAsync();
        return server;
    }

    /// <summary>Starts a private postfix that passes everything on to <paramref name="relayPort"/>, but knows gone@example.com and grey@example.com.</summary>
    public static async Task<ForeignServer> StartPostfixAsync(int relayPort)
    {
        var postfix = Requires.Postfix();
        var folder = Directory.CreateTempSubdirectory("notify-tests-");
        var root = folder.FullName;
        var port = FreePort();
        await RunAsync("chmod", "755", root); // postfix's own user must get in
        await RunAsync("install", "-d", "-o", "postfix", Path.Combine(root, "data"));
        Directory.CreateDirectory(Path.Combine(root, "queue"));
        var etc = Directory.CreateDirectory(Path.Combine(root, "etc")).FullName;
        await File.WriteAllTextAsync(Path.Combine(root, "server.pem"), TestCertificate.MakePem(), TestLimits.Token);
        await File.WriteAllTextAsync(Path.Combine(etc, "main.cf"), PostfixConfiguration.MainCf(root, relayPort), TestLimits.Token);
        await File.WriteAllTextAsync(Path.Combine(etc, "master.cf"), PostfixConfiguration.MasterCf(port), TestLimits.Token);
        await RunAsync(postfix, "-c", etc, "check");
        var server = Start("/usr/lib/postfix/sbin/master", ["-c", etc, "-d"], folder, port);
        await server.ListeningAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static ForeignServer Start(string program, string[] arguments, DirectoryInfo folder, int port) => new(
        Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, WorkingDirectory = folder.FullName })!, folder, port);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        var errors = await process.StandardError.ReadToEndAsync(TestLimits.Token);
        await process.WaitForExitAsync(TestLimits.Token);
        Assert.True(process.ExitCode == 0, $"{program}: {errors}");
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private async Task ListeningAsync()
    {
        using var limit = new CancellationTokenSource(TestLimits.Default);
        while (!limit.IsCancellationRequested)
        {
            Assert.False(_process.HasExited, "The server ended at once.");
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, Port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, limit.Token); // a foreign process says nothing when it listens
            }
        }
    }
}
