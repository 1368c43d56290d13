using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>How a call into a provider ended: with a value or an exception, but in time.</summary>
internal sealed record Call<T>(T? Value, Exception? Exception)
{
    public bool WasCancelled => Exception is OperationCanceledException;
}

/// <summary>Calls providers as a host does: on another thread, and not for ever.</summary>
internal static class Call
{
    /// <summary>Far beyond what any call here takes; a call that reaches it hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static async Task<Call<T>> RunAsync<T>(Func<Task<T>> call)
    {
        var running = Task.Run(call);
        try
        {
            return new(await running.WaitAsync(Limit), null);
        }
        catch (TimeoutException) when (!running.IsCompleted)
        {
            Assert.Fail($"The plugin did not come back within {Limit.TotalSeconds:0} s. Forward the cancellation token to everything that waits.");
            throw;
        }
        catch (Exception exception)
        {
            return new(default, exception);
        }
    }

    public static Task<Call<SendOutcome>> SendAsync(IChannelProvider provider, ChannelMessage message, CancellationToken cancellationToken) =>
        RunAsync(() => provider.SendAsync(message, cancellationToken).AsTask());

    /// <summary>Gets what the host makes of a send.</summary>
    public static OutcomeClass Class(this Call<SendOutcome> call) => call switch
    {
        { Exception: { } exception } => OutcomeClasses.Of(exception),
        { Value: { } outcome } => OutcomeClasses.Of(outcome),
        _ => OutcomeClass.None,
    };

    /// <summary>Describes an end without content, for a failed test's message.</summary>
    public static string Describe(this Call<SendOutcome> call) => call switch
    {
        { Exception: { } exception } => $"{exception.GetType().Name} (which the host takes for {OutcomeClasses.Of(exception)})",
        { Value: { } outcome } => $"{outcome.GetType().Name} {OutcomeClasses.Details(outcome).Code}".TrimEnd(),
        _ => "null",
    };

    public static void MustBeAccepted(this Call<SendOutcome> call, string what) =>
        Assert.True(call.Value is SendOutcome.Accepted, $"{what} must be Accepted, but was {call.Describe()}. {call.Exception}");

    public static void MustBeCancelled<T>(this Call<T> call, string what) => Assert.True(
        call.WasCancelled,
        $"{what} must end with an OperationCanceledException when its token is cancelled, but ended with "
        + $"{call.Exception?.GetType().Name ?? call.Value?.GetType().Name ?? "null"}.");
}
