using FsCheck;
using FsCheck.Fluent;
using Notify.Delivery.Lanes;
using Notify.Primitives;

namespace Notify.Modules.Tests.Delivery;

public sealed class LaneBodyTests
{
    private static readonly Config Thorough = Config.QuickThrowOnFailure.WithMaxTest(1_000);

    private static readonly Arbitrary<LaneBody> Bodies =
        (from work in Gen.Elements(LaneWork.Plan, LaneWork.ExpandJob, LaneWork.Send)
         from environment in ArbMap.Default.GeneratorFor<Guid>()
         from count in Gen.Choose(1, LaneBody.MaxIds)
         from ids in ArbMap.Default.GeneratorFor<Guid>().ArrayOf(count)
         select new LaneBody(work, new EnvironmentId(environment), ids)).ToArbitrary();

    [Fact]
    public void What_is_written_is_read() => Check.One(Thorough, Prop.ForAll(Bodies, static body =>
        LaneBody.TryRead(body.Write(), out var read) && read.Work == body.Work && read.EnvironmentId == body.EnvironmentId && read.Ids.SequenceEqual(body.Ids)));

    [Fact]
    public void Garbage_is_told_apart_or_read_and_never_throws() => Check.One(Thorough, Prop.ForAll(
        ArbMap.Default.ArbFor<byte[]>(), static bytes => !LaneBody.TryRead(bytes, out var read) || read.Write().SequenceEqual(bytes)));

    [Fact]
    public void A_message_that_was_cut_or_asks_for_unknown_work_is_refused() => Check.One(Thorough, Prop.ForAll(Bodies, static body =>
    {
        var bytes = body.Write();
        return !LaneBody.TryRead(bytes.AsSpan(0, bytes.Length - 1), out _) && !LaneBody.TryRead(bytes.AsSpan(0, 17), out _) && !LaneBody.TryRead([0, .. bytes[1..]], out _);
    }));
}
