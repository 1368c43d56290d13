using Microsoft.Extensions.Options;

namespace Notify.Delivery.Sending;

/// <summary>
/// The order in which a dispatcher stops: from the first moment nothing new is claimed, calls under way have a grace and are then cut, and outcomes are
/// recorded until the last call has ended.
/// </summary>
internal sealed class StopOrder(IOptions<DispatchOptions> options) : IDisposable
{
    /// <summary>The code of an attempt that was cut: the provider may have taken the message or not.</summary>
    public const string CutCode = "dispatcher-stopped";

    private readonly CancellationTokenSource cut = new();
    private readonly TaskCompletionSource callsEnded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Gets the token that cuts the calls whose grace is over.</summary>
    public CancellationToken Cut => cut.Token;

    /// <summary>Gets a task that ends when no outcome is to come any more.</summary>
    public Task CallsEnded => callsEnded.Task;

    /// <summary>Says that the dispatcher stops: the grace begins.</summary>
    public void Begin() => cut.CancelAfter(options.Value.StopGrace);

    /// <summary>Says that every call has ended, and its outcome was handed over.</summary>
    public void EndCalls() => callsEnded.TrySetResult();

    public void Dispose() => cut.Dispose();
}
