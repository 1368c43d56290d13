using Notify.Messaging;
using Notify.Primitives;

namespace Notify.Delivery.Lanes;

/// <summary>The lanes of the delivery path: four for planning, and four for each channel.</summary>
internal static class LaneNames
{
    public const string PlanStage = "notify.plan";

    public static readonly Priority[] MostUrgentFirst = [Priority.Critical, Priority.High, Priority.Normal, Priority.Low];

    public static Lane Plan(Priority priority) => new(PlanStage, priority);

    public static string SendStage(string channel) => $"notify.send.{channel}";

    public static Lane Send(string channel, Priority priority) => new(SendStage(channel), priority);
}
