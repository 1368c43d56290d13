using System.Runtime.InteropServices;
using Notify.Cli;

using var stopping = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, Stop);
return await CommandIndex.RunAsync(args, Surroundings.OfThisProcess(), stopping.Token);

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true; // what was started ends first, in good order
    stopping.Cancel();
}
