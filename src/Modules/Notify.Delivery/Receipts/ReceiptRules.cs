using Notify.Channels.Sdk;
using Notify.Delivery.Contracts;

namespace Notify.Delivery.Receipts;

/// <summary>
/// Decides what a reported fact changes. A pure function. Facts come late, twice and out of order: a later word never takes an earlier one back,
/// with two exceptions, a bounce after a delivery, and a delivery after we had given up on knowing.
/// </summary>
internal static class ReceiptRules
{
    /// <summary>How long a fact waits for the delivery it is about: as long as it may be sent again.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    private static readonly TimeSpan ShortestWait = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    public static ReceiptDecision Decide(Receipt receipt, DateTimeOffset now)
    {
        if (receipt.Delivery is not { } delivery)
        {
            var unmatched = Keep(receipt) with { Result = ReceiptResult.Unmatched };
            return receipt.DeliveryId is null ? unmatched : Later(receipt, now) ?? unmatched;
        }

        // The provider may be faster than we are: its word about a message whose answer we have not recorded yet waits for that.
        if (delivery.Status == DeliveryStatus.Sending)
        {
            return Later(receipt, now) ?? Keep(receipt);
        }

        var after = After(receipt.Kind, delivery);
        return after is null ? Keep(receipt) : Keep(receipt) with { Status = after, Result = ReceiptResult.Applied };
    }

    /// <summary>What is told as the reason of a failure that the provider gave no code for; <see langword="null"/> for what is no failure.</summary>
    public static string? CodeOf(ProviderEventKind kind) => kind switch
    {
        ProviderEventKind.HardBounce => "hard-bounce",
        ProviderEventKind.SoftBounce => "soft-bounce",
        ProviderEventKind.Failed => "provider-gave-up",
        _ => null,
    };

    private static DeliveryStatus? After(ProviderEventKind kind, ReportedDelivery delivery) => kind switch
    {
        ProviderEventKind.Delivered or ProviderEventKind.Complaint => IsUndecided(delivery) ? DeliveryStatus.Delivered : null,
        ProviderEventKind.HardBounce => IsUndecided(delivery) || delivery.Status == DeliveryStatus.Delivered ? DeliveryStatus.PermanentFailure : null,
        ProviderEventKind.Failed => delivery.Status == DeliveryStatus.Sent ? DeliveryStatus.PermanentFailure : null,
        ProviderEventKind.SoftBounce => delivery.Status == DeliveryStatus.Sent ? DeliveryStatus.TemporaryFailure : null,
        _ => null,
    };

    /// <summary>Sent, or tried with an outcome that nobody knew: the provider's word ends the guessing, and another attempt would be a second message.</summary>
    private static bool IsUndecided(ReportedDelivery delivery) => delivery.Status switch
    {
        DeliveryStatus.Sent => true,
        DeliveryStatus.RetryWait or DeliveryStatus.Queued or DeliveryStatus.TechnicalFailure => delivery.Attempts > 0,
        _ => false,
    };

    private static ReceiptDecision Keep(Receipt receipt) => new()
    {
        Result = ReceiptResult.Recorded,
        Suppress = receipt.Kind switch
        {
            ProviderEventKind.HardBounce => "HARD_BOUNCE",
            ProviderEventKind.Complaint => "COMPLAINT",
            ProviderEventKind.Unsubscribed => "UNSUBSCRIBED",
            _ => null,
        },
    };

    private static ReceiptDecision? Later(Receipt receipt, DateTimeOffset now)
    {
        var age = now - receipt.ReceivedAt;
        if (age >= Patience)
        {
            return null;
        }

        var wait = age < ShortestWait ? ShortestWait : age < LongestWait ? age : LongestWait; // twice as long each time
        return new() { RetryAt = now + wait };
    }
}
