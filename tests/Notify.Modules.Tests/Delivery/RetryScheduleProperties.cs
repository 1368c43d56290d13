using FsCheck;
using FsCheck.Fluent;
using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Sending;

namespace Notify.Modules.Tests.Delivery;

/// <summary>What holds whatever a provider answers and whatever is configured.</summary>
public sealed class RetryScheduleProperties
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(2_000);

    private static readonly Gen<TimeSpan?> RetryAfters = Gen.OneOf(
        Gen.Constant<TimeSpan?>(null), Gen.Elements<TimeSpan?>(TimeSpan.MinValue, TimeSpan.MaxValue, TimeSpan.Zero),
        Gen.Choose(-100, 100_000).Select(static seconds => (TimeSpan?)TimeSpan.FromSeconds(seconds)));

    private static readonly Gen<SendOutcome> Outcomes =
        from name in Gen.Elements("accepted", "rejected", "gone", "throttled", "transient", "misconfigured", "ambiguous")
        from retryAfter in RetryAfters
        select RetryScheduleTests.Outcome(name) switch
        {
            SendOutcome.Throttled throttled => throttled with { RetryAfter = retryAfter },
            SendOutcome.Transient transient => transient with { RetryAfter = retryAfter },
            var other => other,
        };

    private static readonly Gen<RetrySchedule.Circumstances> AllCircumstances =
        from attempt in Gen.Choose(1, 3_000)
        from limit in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(1, 3_000).Select(static limit => (int?)limit))
        from attempts in Gen.Choose(1, 3_000)
        from seconds in Gen.Choose(0, 604_800)
        from cap in Gen.Choose(0, 604_800)
        from factor in Gen.Choose(10, 1_000)
        from jitter in Gen.Choose(0, 100)
        from chance in Gen.Choose(0, 999)
        from deadline in Gen.OneOf(Gen.Constant<int?>(null), Gen.Choose(-100, 700_000).Select(static after => (int?)after))
        from hold in Gen.Elements(AmbiguityPolicy.Resend, AmbiguityPolicy.Hold)
        from another in Gen.Elements(true, false)
        let plain = RetryScheduleTests.Circumstances()
        select plain with
        {
            Attempt = attempt,
            AttemptLimit = limit,
            Preset = new() { MaxAttempts = attempts, BaseSeconds = seconds, CapSeconds = cap, Factor = factor / 10d, JitterPercent = jitter },
            Chance = chance / 1_000d,
            Deadline = deadline is { } after ? plain.Now.AddSeconds(after) : null,
            OnAmbiguous = hold,
            HasAnotherIntegration = another,
        };

    private static readonly Arbitrary<(SendOutcome Outcome, RetrySchedule.Circumstances Circumstances)> Everything =
        (from outcome in Outcomes from circumstances in AllCircumstances select (outcome, circumstances)).ToArbitrary();

    [Fact]
    public void A_retry_is_never_before_now_never_at_or_after_the_deadline_and_set_exactly_when_it_waits() => Always(static (verdict, circumstances) =>
        (verdict.RetryAt is not null) == (verdict.Status == DeliveryStatus.RetryWait)
        && !(verdict.RetryAt < circumstances.Now) && !(verdict.RetryAt >= circumstances.Deadline));

    [Fact]
    public void Nothing_is_tried_more_often_than_allowed() => Always(static (verdict, circumstances) =>
        circumstances.Attempt < circumstances.LastAttempt || verdict.Status is not (DeliveryStatus.RetryWait or DeliveryStatus.Queued));

    [Fact]
    public void A_retry_is_never_before_what_the_provider_asked_for_up_to_a_day() => Check.One(Thorough, Prop.ForAll(Everything, static given =>
    {
        var asked = given.Outcome switch
        {
            SendOutcome.Throttled throttled => throttled.RetryAfter,
            SendOutcome.Transient transient => transient.RetryAfter,
            _ => null,
        };
        var wait = RetrySchedule.Next(given.Outcome, given.Circumstances).RetryAt - given.Circumstances.Now;
        return asked is null || wait is null || wait >= (asked < RetrySchedule.LongestRetryAfter ? asked : RetrySchedule.LongestRetryAfter);
    }));

    [Fact]
    public void The_gaps_of_a_preset_never_shrink() => Check.One(Thorough, Prop.ForAll(AllCircumstances.ToArbitrary(), static circumstances =>
        circumstances.Preset.GapAfter(circumstances.Attempt + 1, circumstances.Chance) >= circumstances.Preset.GapAfter(circumstances.Attempt, circumstances.Chance)));

    [Fact]
    public void A_lost_lease_is_recorded_as_ambiguous_whatever_follows() => Check.One(Thorough, Prop.ForAll(AllCircumstances.ToArbitrary(), static circumstances =>
        RetrySchedule.NextAfterLostLease(circumstances).Outcome == AttemptOutcome.Ambiguous));

    private static void Always(Func<Verdict, RetrySchedule.Circumstances, bool> holds) => Check.One(Thorough, Prop.ForAll(
        Everything, given => holds(RetrySchedule.Next(given.Outcome, given.Circumstances), given.Circumstances)));
}
