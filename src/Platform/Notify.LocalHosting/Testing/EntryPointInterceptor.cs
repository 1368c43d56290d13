using System.Reflection;
using Notify.LocalHosting.Application;

namespace Notify.LocalHosting.Testing;

/// <summary>
/// Runs an AppHost's entry point on a thread of its own, holds it at <c>Build()</c> until the test is ready, and keeps its
/// <c>Run()</c> waiting until the test has disposed the application.
/// </summary>
internal sealed class EntryPointInterceptor(Assembly assembly)
{
    private static readonly AsyncLocal<EntryPointInterceptor?> Ambient = new();
    private readonly TaskCompletionSource<LocalApplicationBuilder> builder = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<DistributedApplication> application = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public static EntryPointInterceptor? Current => Ambient.Value;

    public Assembly Assembly { get; } = assembly;

    public Task<LocalApplicationBuilder> RunAsync(MethodInfo entryPoint, string[] args)
    {
        var thread = new Thread(() =>
        {
            Ambient.Value = this;
            try
            {
                entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [args]);
                Fail(new InvalidOperationException($"The entry point of {Assembly.GetName().Name} ended without building an application."));
            }
            catch (TargetInvocationException ex)
            {
                Fail(ex.InnerException ?? ex);
            }
        })
        { IsBackground = true, Name = "AppHost under test" };
        thread.Start();
        return builder.Task;
    }

    public void HandOver(LocalApplicationBuilder finished)
    {
        builder.TrySetResult(finished);
        goOn.Task.Wait();
    }

    public void Built(DistributedApplication built) => application.TrySetResult(built);

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        goOn.TrySetResult();
        return await application.Task.WaitAsync(cancellationToken);
    }

    public Task WaitForDisposalAsync() => disposed.Task;

    public void Disposed() => disposed.TrySetResult();

    private void Fail(Exception ex)
    {
        builder.TrySetException(ex);
        application.TrySetException(ex);
    }
}
