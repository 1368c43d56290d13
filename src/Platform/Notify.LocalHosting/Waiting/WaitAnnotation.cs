namespace Notify.LocalHosting.Waiting;

internal enum WaitKind
{
    Healthy,
    Completion,
}

internal sealed record WaitAnnotation(IResource Resource, WaitKind Kind, int ExitCode = 0) : IResourceAnnotation;
