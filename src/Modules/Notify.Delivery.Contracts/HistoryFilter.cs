namespace Notify.Delivery.Contracts;

/// <summary>Which notifications a list shows.</summary>
public enum HistoryFilter
{
    /// <summary>All of them.</summary>
    All,

    /// <summary>Those that ended without reaching the recipient: failed, skipped and cancelled ones.</summary>
    Unsuccessful,
}
