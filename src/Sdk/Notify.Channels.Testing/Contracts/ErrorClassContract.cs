using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>Every way to fail has its class, the same each time, with a code to count it by and the wait that the provider asked for.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class ErrorClassContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    private const int LongestCode = 64;
    private const int LongestReason = 500;

    [Fact]
    public async Task Every_fault_ends_in_the_class_it_belongs_to()
    {
        var wrong = new List<string>();
        foreach (var (fault, call) in await SendToAllAsync())
        {
            if ((call.Class() & fault.Allowed) == 0)
                wrong.Add($"{fault.Name}: {call.Describe()}, but it must be {fault.Allowed}.");
        }

        AssertNone(wrong);
    }

    [Fact]
    public async Task The_wait_that_the_provider_asks_for_is_kept()
    {
        var wrong = new List<string>();
        foreach (var (fault, call) in await SendToAllAsync())
        {
            var wait = call.Value is null ? null : OutcomeClasses.Details(call.Value).RetryAfter;
            if (fault.RetryAfter is { } asked && wait != asked)
                wrong.Add($"{fault.Name}: RetryAfter is {wait?.ToString() ?? "null"}, but the provider asked for {asked}.");
        }

        AssertNone(wrong);
    }

    [Fact]
    public async Task Codes_are_short_and_the_same_every_time()
    {
        var wrong = new List<string>();
        foreach (var ((fault, first), (_, second)) in (await SendToAllAsync()).Zip(await SendToAllAsync()))
        {
            if (first.Describe() != second.Describe())
                wrong.Add($"{fault.Name}: first {first.Describe()}, then {second.Describe()}.");
            if (first.Value is null or SendOutcome.Accepted)
                continue;

            var (code, reason, _) = OutcomeClasses.Details(first.Value);
            if (code is not { Length: >= 1 and <= LongestCode } || code.Any(static c => char.IsWhiteSpace(c) || char.IsControl(c)))
                wrong.Add($"{fault.Name}: the code '{code}' must have 1 to {LongestCode} characters and no blanks.");
            if (reason?.Length > LongestReason)
                wrong.Add($"{fault.Name}: the reason has {reason.Length} characters; a sentence has at most {LongestReason}.");
        }

        AssertNone(wrong);
    }

    [Fact]
    public void Every_exception_from_the_table_has_a_reason()
    {
        Assert.NotEmpty(Channel.Faults);
        if (Channel is HttpChannelUnderTest http)
        {
            Assert.All(http.Expectations, static expectation => Assert.False(
                string.IsNullOrWhiteSpace(expectation.Reason), $"Say why {expectation.Status} is {expectation.Outcome}."));
        }
    }

    private static void AssertNone(List<string> wrong) => Assert.True(wrong.Count == 0, string.Join('\n', wrong));

    private async Task<List<(FaultCase Fault, Call<SendOutcome> Call)>> SendToAllAsync()
    {
        var calls = new List<(FaultCase, Call<SendOutcome>)>();
        foreach (var fault in Channel.Faults)
            calls.Add((fault, await FaultRun.SendAsync(fault, server => CreateProvider(server, StandingClock.New()), server => CreateMessage(server), Token)));
        return calls;
    }
}
