using Notify.Channels.Sdk;
using Notify.Delivery.Sending;
using Notify.Primitives;

namespace Notify.Modules.Tests.Delivery;

public sealed class BreakerTests
{
    private readonly FakeTimeProvider time = new(new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero));
    private readonly IntegrationId integration = new(Guid.CreateVersion7());

    [Fact]
    public void Opens_after_ten_failures_in_a_row_and_asks_again_after_half_a_minute()
    {
        var breakers = new Breakers(time);

        Fail(breakers, 9);
        Assert.False(breakers.IsOpen(integration));
        Fail(breakers, 1);
        Assert.True(breakers.IsOpen(integration));
        Assert.False(breakers.IsOpen(new(Guid.CreateVersion7())));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.False(breakers.IsOpen(integration));
    }

    [Fact]
    public void Opens_at_once_for_what_is_misconfigured()
    {
        var breakers = new Breakers(time);

        breakers.Learn(integration, RetryScheduleTests.Outcome("misconfigured"));

        Assert.True(breakers.IsOpen(integration));
    }

    [Theory]
    [InlineData("accepted")]
    [InlineData("rejected")]
    [InlineData("gone")]
    public void An_answer_that_blames_the_message_closes_it(string outcome)
    {
        var breakers = new Breakers(time);

        Fail(breakers, 9);
        breakers.Learn(integration, RetryScheduleTests.Outcome(outcome));
        Fail(breakers, 9);

        Assert.False(breakers.IsOpen(integration));
    }

    private void Fail(Breakers breakers, int times)
    {
        for (; times > 0; times--)
        {
            breakers.Learn(integration, new SendOutcome.Transient { Code = "busy" });
        }
    }
}
