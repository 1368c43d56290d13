using Notify.LocalHosting.Processes;

namespace Notify.LocalHosting.Running;

/// <summary>Says how a resource comes to life: which processes, helpers first, the server itself last; none when it runs elsewhere.</summary>
internal sealed record LaunchAnnotation(
    string ResourceType,
    Func<LaunchContext, CancellationToken, Task<IReadOnlyList<ProcessPlan>>> PrepareAsync) : IResourceAnnotation;
