using Microsoft.Extensions.Configuration;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Sending;

namespace Notify.Modules.Tests.Delivery;

public sealed class RetryScheduleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, int, double[]> Presets => new()
    {
        { "standard", 5, [30, 60, 120, 240] },
        { "lexigram", 3, [1, 2] },
        { "patient", 48, [.. Enumerable.Repeat(300d, 47)] },
        { "none", 1, [] },
    };

    [Theory]
    [MemberData(nameof(Presets))]
    public void A_preset_tries_so_often_with_these_gaps_and_a_tenth_more_or_less(string name, int attempts, double[] gaps)
    {
        var preset = Known.Get(name);

        Assert.Equal(attempts, preset.MaxAttempts);
        Assert.Equal(gaps, Enumerable.Range(1, attempts - 1).Select(attempt => preset.GapAfter(attempt, chance: 0.5).TotalSeconds));
        Assert.All(Enumerable.Range(1, attempts - 1), attempt =>
        {
            Assert.Equal(gaps[attempt - 1] * 0.9, preset.GapAfter(attempt, chance: 0).TotalSeconds, 1e-6);
            Assert.InRange(preset.GapAfter(attempt, chance: 0.999_999).TotalSeconds, gaps[attempt - 1], gaps[attempt - 1] * 1.1);
        });
    }

    [Fact]
    public void What_its_plugin_held_back_comes_again_exactly_then_and_has_lost_no_attempt()
    {
        var held = new SendOutcome.Throttled { Code = "paced", RetryAfter = TimeSpan.FromSeconds(3), IsHeldBack = true };

        var last = RetrySchedule.Next(held, Circumstances() with { Attempt = 5 });

        Assert.Equal((DeliveryStatus.RetryWait, Now.AddSeconds(3), 6, true), (last.Status, last.RetryAt, last.AttemptLimit, last.IsHeldBack));
        Assert.Equal(8, RetrySchedule.Next(held, Circumstances() with { Attempt = 7, AttemptLimit = 7 }).AttemptLimit);
        Assert.Equal(DeliveryStatus.TemporaryFailure, RetrySchedule.Next(held, Circumstances() with { Deadline = Now.AddSeconds(2) }).Status);
    }

    [Fact]
    public void The_standard_gap_never_exceeds_its_cap() => Assert.Equal(480, Known.Get("standard").GapAfter(40, chance: 0.5).TotalSeconds);

    public static TheoryData<string, DeliveryStatus, AttemptOutcome> Outcomes => new()
    {
        { "accepted", DeliveryStatus.Sent, AttemptOutcome.Accepted },
        { "rejected", DeliveryStatus.PermanentFailure, AttemptOutcome.Permanent },
        { "gone", DeliveryStatus.PermanentFailure, AttemptOutcome.InvalidRecipient },
        { "throttled", DeliveryStatus.RetryWait, AttemptOutcome.Throttled },
        { "transient", DeliveryStatus.RetryWait, AttemptOutcome.Transient },
        { "misconfigured", DeliveryStatus.RetryWait, AttemptOutcome.Misconfigured },
        { "ambiguous", DeliveryStatus.RetryWait, AttemptOutcome.Ambiguous },
    };

    [Theory]
    [MemberData(nameof(Outcomes))]
    public void Each_outcome_leads_to_its_status(string outcome, DeliveryStatus status, AttemptOutcome recorded)
    {
        var verdict = RetrySchedule.Next(Outcome(outcome), Circumstances());

        Assert.Equal((status, recorded), (verdict.Status, verdict.Outcome));
        Assert.Equal(status == DeliveryStatus.RetryWait ? Now.AddSeconds(30) : null, verdict.RetryAt);
    }

    [Theory]
    [InlineData("throttled")]
    [InlineData("transient")]
    [InlineData("misconfigured")]
    [InlineData("ambiguous")]
    public void The_last_attempt_ends_as_technical_failure(string outcome)
    {
        Assert.Equal(DeliveryStatus.TechnicalFailure, RetrySchedule.Next(Outcome(outcome), Circumstances() with { Attempt = 5 }).Status);
        Assert.Equal(DeliveryStatus.TechnicalFailure, RetrySchedule.Next(Outcome(outcome), Circumstances() with { Attempt = 7, AttemptLimit = 7 }).Status);
        Assert.Equal(DeliveryStatus.TechnicalFailure, RetrySchedule.Next(Outcome(outcome), Circumstances() with { Preset = Known.Get("none") }).Status);
    }

    [Fact]
    public void Acceptance_is_delivery_where_the_channel_says_so() =>
        Assert.Equal(DeliveryStatus.Delivered, RetrySchedule.Next(Outcome("accepted"), Circumstances() with { AcceptanceIsDelivery = true }).Status);

    [Fact]
    public void A_misconfigured_integration_hands_over_to_another_at_once_while_attempts_are_left()
    {
        var another = Circumstances() with { HasAnotherIntegration = true };

        Assert.Equal(DeliveryStatus.Queued, RetrySchedule.Next(Outcome("misconfigured"), another).Status);
        Assert.Equal(DeliveryStatus.TechnicalFailure, RetrySchedule.Next(Outcome("misconfigured"), another with { Attempt = 5 }).Status);
    }

    [Fact]
    public void Under_HOLD_what_is_ambiguous_ends_and_waits_for_a_person()
    {
        var hold = Circumstances() with { OnAmbiguous = AmbiguityPolicy.Hold };

        var verdicts = new[] { RetrySchedule.Next(Outcome("ambiguous"), hold), RetrySchedule.NextAfterLostLease(hold) };

        Assert.All(verdicts, static verdict =>
            Assert.Equal((DeliveryStatus.TechnicalFailure, AttemptOutcome.Ambiguous, "AMBIGUOUS"), (verdict.Status, verdict.Outcome, verdict.Code)));
    }

    [Fact]
    public void A_lost_lease_is_sent_again_at_once_while_attempts_are_left()
    {
        Assert.Equal(DeliveryStatus.Queued, RetrySchedule.NextAfterLostLease(Circumstances()).Status);
        Assert.Equal(DeliveryStatus.TechnicalFailure, RetrySchedule.NextAfterLostLease(Circumstances() with { Attempt = 5 }).Status);
        Assert.Equal(DeliveryStatus.TemporaryFailure, RetrySchedule.NextAfterLostLease(Circumstances() with { Deadline = Now }).Status);
    }

    [Theory]
    [InlineData(7, 30)] // shorter than the gap: the gap holds
    [InlineData(45, 45)]
    [InlineData(-5, 30)]
    [InlineData(31_536_000, 86_400)] // a year: no provider puts a message off for longer than a day
    [InlineData(922_337_203_685, 86_400)] // the longest that can be said must not overflow
    public void Retry_After_is_honoured_when_it_is_later_than_the_gap(long retryAfterSeconds, long expectedSeconds)
    {
        var retryAfter = TimeSpan.FromSeconds(retryAfterSeconds);

        Assert.All(
            new SendOutcome[] { new SendOutcome.Throttled { RetryAfter = retryAfter }, new SendOutcome.Transient { Code = "busy", RetryAfter = retryAfter } },
            outcome => Assert.Equal(Now.AddSeconds(expectedSeconds), RetrySchedule.Next(outcome, Circumstances()).RetryAt));
    }

    [Theory]
    [InlineData(29, DeliveryStatus.TemporaryFailure)]
    [InlineData(30, DeliveryStatus.TemporaryFailure)]
    [InlineData(31, DeliveryStatus.RetryWait)]
    public void A_deadline_before_the_next_attempt_ends_it(int deadlineSeconds, DeliveryStatus status) =>
        Assert.Equal(status, RetrySchedule.Next(Outcome("transient"), Circumstances() with { Deadline = Now.AddSeconds(deadlineSeconds) }).Status);

    [Theory]
    [InlineData("MaxAttempts", "0")]
    [InlineData("BaseSeconds", "-1")]
    [InlineData("BaseSeconds", "NaN")]
    [InlineData("Factor", "0.5")]
    [InlineData("CapSeconds", "Infinity")]
    [InlineData("JitterPercent", "101")]
    public void A_preset_that_makes_no_sense_is_refused_by_name(string setting, string value)
    {
        var refusal = Assert.Throws<InvalidOperationException>(() => new RetryPresets(
            new ConfigurationBuilder().AddInMemoryCollection([new($"Notify:Retry:Presets:odd:{setting}", value)]).Build()));

        Assert.StartsWith("Notify:Retry:Presets:odd: ", refusal.Message, StringComparison.Ordinal);
    }

    internal static RetryPresets Known { get; } = new(new ConfigurationBuilder().Build());

    internal static RetrySchedule.Circumstances Circumstances() => new()
    {
        Attempt = 1,
        AttemptLimit = null,
        Preset = Known.Get("standard"),
        OnAmbiguous = AmbiguityPolicy.Resend,
        HasAnotherIntegration = false,
        AcceptanceIsDelivery = false,
        Deadline = null,
        Now = Now,
        Chance = 0.5,
    };

    internal static SendOutcome Outcome(string name) => name switch
    {
        "accepted" => new SendOutcome.Accepted { ProviderMessageId = "id" },
        "rejected" => new SendOutcome.Rejected { Code = "too-large", Reason = "Too large." },
        "gone" => new SendOutcome.EndpointGone { Code = "550" },
        "throttled" => new SendOutcome.Throttled(),
        "transient" => new SendOutcome.Transient { Code = "busy" },
        "misconfigured" => new SendOutcome.Misconfigured { Code = "535", Reason = "Bad password." },
        "ambiguous" => new SendOutcome.Ambiguous { Code = "cut-off", Reason = "Cut off." },
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such outcome."),
    };
}
