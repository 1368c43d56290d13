using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Faults;

/// <summary>An installation with two dispatchers whose calls to providers may take long, so that only what a test does ends them.</summary>
public sealed class TwoDispatchers(SharedInstallation shared) : IAsyncLifetime
{
    public const string First = Installation.DispatcherName;
    public const string Second = "dispatcher-2";
    public const int InFlightLimit = 64;

    private Installation? installation;

    internal Installation Value => installation ?? throw new InvalidOperationException("The installation is not started.");

    public async ValueTask InitializeAsync() => installation = await Installation.StartAsync(
        shared.Servers, [First, Second], ("Notify__RateLimit__PerMinute", "1000000"), ("Notify__Dispatch__InFlightLimit", $"{InFlightLimit}"),
        ("Notify__Dispatch__AttemptTimeoutSeconds", "60"), ("Notify__Dispatch__ClaimLeaseSeconds", "120"));

    public ValueTask DisposeAsync() => installation?.DisposeAsync() ?? ValueTask.CompletedTask;
}
