using Notify.LocalHosting.Processes;
using Notify.LocalHosting.State;

namespace Notify.LocalHosting.Running;

/// <summary>What a resource is given when it is about to start.</summary>
internal sealed record LaunchContext(
    StateDirectory State,
    PortAllocator Ports,
    IReadOnlyDictionary<string, string> Environment,
    IReadOnlyList<string> Arguments,
    Action<string> Log);
