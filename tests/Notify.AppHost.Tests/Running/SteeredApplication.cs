using Notify.AppHost.Tests.Support;

namespace Notify.AppHost.Tests.Running;

/// <summary>One server and one service of the application, for the tests of a class.</summary>
public sealed class SteeredApplication : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private SmallApplication? application;
    private ControlClient? control;

    public string StateFolder => folder.Path;

    internal ControlClient Control => control ?? throw new InvalidOperationException("The application is not started.");

    public async ValueTask InitializeAsync()
    {
        application = await SmallApplication.StartAsync(folder, ["cache", "mailbox"]);
        control = await ControlClient.OfAsync(folder.Path);
    }

    public async ValueTask DisposeAsync()
    {
        control?.Dispose();
        if (application is not null)
        {
            await application.DisposeAsync();
        }

        folder.Dispose();
    }
}
