using Notify.Audience.Contracts;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Delivery.Intake;

/// <summary>A send on its way through one group commit. Its caller waits for the outcome.</summary>
internal sealed class PendingSend(SendCaller caller, SendRequest request, RequestKey? key)
{
    private readonly TaskCompletionSource<Acceptance> outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private List<PendingSend>? repeats;

    public SendCaller Caller { get; } = caller;

    /// <summary>Gets or sets what is asked for; from its validation on with its sender chosen.</summary>
    public SendRequest Request { get; set; } = request;

    public RequestKey? Key { get; } = key;

    public Task<Acceptance> Outcome => outcome.Task;

    public bool IsOpen => !outcome.Task.IsCompleted;

    public Recipient? Recipient { get; set; }

    /// <summary>Gets or sets when it may leave at the earliest, and why it waits; unset means now.</summary>
    public (DateTimeOffset Until, HoldReason Reason)? Hold { get; set; }

    /// <summary>Gets or sets what will be answered once it is committed.</summary>
    public Acceptance? Acceptance { get; set; }

    /// <summary>Gives a repeat in the same commit this send's outcome.</summary>
    public void AddRepeat(PendingSend repeat) => (repeats ??= []).Add(repeat);

    public void Accept(Acceptance acceptance)
    {
        outcome.TrySetResult(acceptance);
        repeats?.ForEach(repeat => repeat.Accept(acceptance));
    }

    public void Refuse(Exception reason)
    {
        outcome.TrySetException(reason);
        repeats?.ForEach(repeat => repeat.Refuse(reason));
    }
}
