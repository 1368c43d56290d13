namespace Notify.Delivery.Contracts;

/// <summary>Where a batch stands.</summary>

/// <remarks>The numbers are stored, and only ever grow within a job.</remarks>
public enum JobStatus
{
    /// <summary>Accepted; nothing was made yet.</summary>
    Pending = 0,

    /// <summary>Being turned into notifications, or these are under way.</summary>
    InProgress = 1,

    /// <summary>Everybody's message was sent.</summary>
    Completed = 2,

    /// <summary>All ended, some without success.</summary>
    CompletedWithErrors = 3,
}
