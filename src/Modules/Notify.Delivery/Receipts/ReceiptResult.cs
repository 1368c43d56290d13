namespace Notify.Delivery.Receipts;

/// <summary>What came of a receipt. The numbers are stored and never change.</summary>
internal enum ReceiptResult
{
    /// <summary>It changed the delivery.</summary>
    Applied = 1,

    /// <summary>It is kept; nothing was to be changed.</summary>
    Recorded = 2,

    /// <summary>No delivery was found for it in time.</summary>
    Unmatched = 3,
}
