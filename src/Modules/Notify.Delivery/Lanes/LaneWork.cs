namespace Notify.Delivery.Lanes;

/// <summary>What a lane message asks for. The numbers travel on the wire and never change.</summary>
internal enum LaneWork : byte
{
    /// <summary>Make the deliveries of these notifications.</summary>
    Plan = 1,

    /// <summary>Make the next notifications of this job.</summary>
    ExpandJob = 2,

    /// <summary>Hand these deliveries to their provider.</summary>
    Send = 3,
}
