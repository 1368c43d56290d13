using FsCheck;
using FsCheck.Fluent;
using Notify.Primitives;

namespace Notify.Modules.Tests.Delivery;

public sealed class Uuid7Tests
{
    private static readonly Arbitrary<long> Milliseconds =
        (from days in Gen.Choose(0, 2_000_000) from milliseconds in Gen.Choose(0, 86_399_999) select (days * 86_400_000L) + milliseconds).ToArbitrary();

    [Fact]
    public void A_key_tells_its_time_and_sorts_after_the_floor_of_its_moment_and_before_the_next() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Milliseconds, static milliseconds =>
        {
            var moment = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
            var key = Uuid7.New(new FakeTimeProvider(moment));
            return Uuid7.TimeOf(key) == moment && Uuid7.FloorOf(moment) <= key && key < Uuid7.FloorOf(moment.AddMilliseconds(1));
        }));
}
