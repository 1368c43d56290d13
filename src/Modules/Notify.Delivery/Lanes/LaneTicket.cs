namespace Notify.Delivery.Lanes;

/// <summary>One id taken from a lane message.</summary>
internal readonly record struct LaneTicket(LaneUnit Unit, Guid Id);
