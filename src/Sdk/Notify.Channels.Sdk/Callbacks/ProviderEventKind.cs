namespace Notify.Channels.Sdk;

/// <summary>What happened to a message after the provider took it.</summary>
public enum ProviderEventKind
{
    /// <summary>It reached the recipient's mailbox, handset or device.</summary>
    Delivered,

    /// <summary>The provider is still trying. Recorded; changes nothing.</summary>
    Deferred,

    /// <summary>It did not reach the recipient now; the address may work another time (mailbox full, handset off).</summary>
    SoftBounce,

    /// <summary>The address does not exist. The host stops using it.</summary>
    HardBounce,

    /// <summary>The provider gave the message up for a reason that says nothing about the address (content filtered, expired, account closed).</summary>
    Failed,

    /// <summary>The recipient called it spam. The host stops using the address.</summary>
    Complaint,

    /// <summary>The recipient told the provider to stop (unsubscribe link, STOP). The host stops using the address.</summary>
    Unsubscribed,

    /// <summary>The recipient opened it. Recorded; changes nothing.</summary>
    Opened,

    /// <summary>The recipient followed a link. Recorded; changes nothing.</summary>
    Clicked,
}
