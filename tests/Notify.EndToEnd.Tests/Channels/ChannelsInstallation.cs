using Notify.EndToEnd.Tests.Rig;
using Notify.ProviderFakes;
using Xunit;

namespace Notify.EndToEnd.Tests.Channels;

/// <summary>
/// An installation whose clock is the machine's, because providers judge tokens and signatures by theirs, and that trusts the fakes' certificates.
/// </summary>
public sealed class ChannelsInstallation(SharedInstallation shared) : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("notify-channels-").FullName;
    private readonly Lock gate = new();
    private Installation? installation;

    internal Installation Value => installation ?? throw new InvalidOperationException("The installation is not started.");

    /// <summary>Gets the file into which the test plugin writes what its hooks hear.</summary>
    internal string HeraldFile => Path.Combine(folder, "herald.jsonl");

    private string TrustedCertificates => Path.Combine(folder, "trusted.pem");

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        await File.WriteAllTextAsync(TrustedCertificates, "", TestContext.Current.CancellationToken);
        var plugins = Directory.CreateDirectory(Path.Combine(folder, "plugins")).FullName;
        Installation.CopyPlugin(ServiceFiles.TestPlugin("Notify.Test.Herald"), Path.Combine(plugins, "Notify.Test.Herald"));
        Installation.CopyPlugin(ServiceFiles.TestPlugin("Notify.Test.Relay"), Path.Combine(plugins, "Notify.Test.Relay"));
        installation = await Installation.StartAsync(
            shared.Servers,
            ("Notify__Plugins__Path", $"{ServiceFiles.Plugins};{plugins}"),
            ("Notify__Plugins__TrustedCertificates", TrustedCertificates),
            ("Notify__RateLimit__PerMinute", "100000"),
            ("Notify__Dispatch__AttemptTimeoutSeconds", "5"),
            ("NOTIFY_TEST_HERALD", HeraldFile));
    }

    /// <summary>Has the installation trust a fake, before the first integration that calls it is made.</summary>
    internal T Trust<T>(T fake)
        where T : ProviderFake
    {
        lock (gate)
        {
            if (fake.CertificatePath is { } path)
            {
                File.AppendAllText(TrustedCertificates, File.ReadAllText(path) + "\n");
            }
        }

        return fake;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (installation is not null)
        {
            await installation.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}
