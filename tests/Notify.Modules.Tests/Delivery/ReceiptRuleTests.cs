using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;
using Notify.Delivery.Receipts;

namespace Notify.Modules.Tests.Delivery;

/// <summary>What a provider's word changes, and what it does not.</summary>
public sealed class ReceiptRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(ProviderEventKind.Delivered, DeliveryStatus.Sent, 1, DeliveryStatus.Delivered)]
    [InlineData(ProviderEventKind.Delivered, DeliveryStatus.Delivered, 1, null)]
    [InlineData(ProviderEventKind.Delivered, DeliveryStatus.PermanentFailure, 1, null)]
    [InlineData(ProviderEventKind.Delivered, DeliveryStatus.RetryWait, 1, DeliveryStatus.Delivered)] // it was sent after all: another attempt would be a second message
    [InlineData(ProviderEventKind.Delivered, DeliveryStatus.Queued, 1, DeliveryStatus.Delivered)]
    [InlineData(ProviderEventKind.Delivered, DeliveryStatus.Queued, 0, null)] // nobody can have delivered it
    [InlineData(ProviderEventKind.Delivered, DeliveryStatus.TechnicalFailure, 3, DeliveryStatus.Delivered)]
    [InlineData(ProviderEventKind.Delivered, DeliveryStatus.Cancelled, 1, null)]
    [InlineData(ProviderEventKind.HardBounce, DeliveryStatus.Sent, 1, DeliveryStatus.PermanentFailure)]
    [InlineData(ProviderEventKind.HardBounce, DeliveryStatus.Delivered, 1, DeliveryStatus.PermanentFailure)]
    [InlineData(ProviderEventKind.HardBounce, DeliveryStatus.TemporaryFailure, 1, null)]
    [InlineData(ProviderEventKind.SoftBounce, DeliveryStatus.Sent, 1, DeliveryStatus.TemporaryFailure)]
    [InlineData(ProviderEventKind.SoftBounce, DeliveryStatus.Delivered, 1, null)]
    [InlineData(ProviderEventKind.Failed, DeliveryStatus.Sent, 1, DeliveryStatus.PermanentFailure)]
    [InlineData(ProviderEventKind.Failed, DeliveryStatus.Delivered, 1, null)]
    [InlineData(ProviderEventKind.Complaint, DeliveryStatus.Sent, 1, DeliveryStatus.Delivered)]
    [InlineData(ProviderEventKind.Unsubscribed, DeliveryStatus.Sent, 1, null)]
    [InlineData(ProviderEventKind.Opened, DeliveryStatus.Sent, 1, null)]
    [InlineData(ProviderEventKind.Deferred, DeliveryStatus.Sent, 1, null)]
    public void A_word_changes_a_delivery_once_and_never_back(ProviderEventKind kind, DeliveryStatus before, int attempts, DeliveryStatus? after)
    {
        var decision = ReceiptRules.Decide(Receipt(kind, before, attempts), Now);

        Assert.Equal((after, after is null ? ReceiptResult.Recorded : ReceiptResult.Applied), (decision.Status, decision.Result));
    }

    [Theory]
    [InlineData(ProviderEventKind.HardBounce, "HARD_BOUNCE")]
    [InlineData(ProviderEventKind.Complaint, "COMPLAINT")]
    [InlineData(ProviderEventKind.Unsubscribed, "UNSUBSCRIBED")]
    [InlineData(ProviderEventKind.SoftBounce, null)]
    [InlineData(ProviderEventKind.Failed, null)]
    [InlineData(ProviderEventKind.Delivered, null)]
    public void Only_what_is_said_of_the_address_suppresses_it(ProviderEventKind kind, string? reason) =>
        Assert.Equal(reason, ReceiptRules.Decide(Receipt(kind, DeliveryStatus.Sent, 1), Now).Suppress);

    [Fact]
    public void A_provider_faster_than_its_own_answer_is_heard_when_that_is_recorded()
    {
        var early = Receipt(ProviderEventKind.Delivered, DeliveryStatus.Sending, 1);

        Assert.Equal(new ReceiptDecision { RetryAt = Now.AddSeconds(1) }, ReceiptRules.Decide(early, Now));
        Assert.Equal(Now.AddSeconds(10), ReceiptRules.Decide(early with { ReceivedAt = Now.AddSeconds(-10) }, Now).RetryAt);
        Assert.Equal(Now.AddMinutes(5), ReceiptRules.Decide(early with { ReceivedAt = Now.AddHours(-1) }, Now).RetryAt);
        Assert.Equal(ReceiptResult.Recorded, ReceiptRules.Decide(early with { ReceivedAt = Now.AddHours(-24) }, Now).Result);
    }

    [Fact]
    public void A_word_about_nothing_known_waits_a_day_and_one_about_nothing_at_all_does_not()
    {
        var unknown = Receipt(ProviderEventKind.HardBounce, DeliveryStatus.Sent, 1) with { Delivery = null };

        Assert.Equal(Now.AddSeconds(1), ReceiptRules.Decide(unknown, Now).RetryAt);
        Assert.Equal((ReceiptResult.Unmatched, "HARD_BOUNCE"), Ended(ReceiptRules.Decide(unknown with { ReceivedAt = Now.AddHours(-25) }, Now)));
        Assert.Equal((ReceiptResult.Unmatched, "HARD_BOUNCE"), Ended(ReceiptRules.Decide(unknown with { DeliveryId = null }, Now)));
    }

    private static (ReceiptResult?, string?) Ended(ReceiptDecision decision) => (decision.Result, decision.Suppress);

    private static Receipt Receipt(ProviderEventKind kind, DeliveryStatus status, int attempts)
    {
        var id = Guid.CreateVersion7();
        return new()
        {
            Id = Guid.CreateVersion7(),
            EnvironmentId = new(Guid.CreateVersion7()),
            Kind = kind,
            DeliveryId = id,
            Address = null,
            OccurredAt = Now,
            ReceivedAt = Now,
            Code = null,
            Reason = null,
            Integration = "sendgrid",
            Channel = "email",
            Delivery = new()
            {
                Id = new(id),
                EnvironmentId = new(Guid.CreateVersion7()),
                Channel = "email",
                Status = status,
                Attempts = attempts,
                Address = "alice@example.com",
                TraceParent = null,
                Notifications = [],
            },
        };
    }
}
