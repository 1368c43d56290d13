using Notify.Primitives;

namespace Notify.Delivery.Contracts;

/// <summary>Whose events somebody follows, and under which name they are told live.</summary>
public sealed record StatusSubject
{
    private StatusSubject(EnvironmentId environmentId, NotificationId? notificationId, JobId? jobId)
    {
        EnvironmentId = environmentId;
        NotificationId = notificationId;
        JobId = jobId;
    }

    /// <summary>Gets the environment; nothing of another is ever part of the subject.</summary>
    public EnvironmentId EnvironmentId { get; }

    /// <summary>Gets the one notification; <see langword="null"/> for all.</summary>
    public NotificationId? NotificationId { get; }

    /// <summary>Gets the one job; <see langword="null"/> for all.</summary>
    public JobId? JobId { get; }

    /// <summary>Gets the topic: <c>status:{environment}</c>, with <c>:n:{notification}</c> or <c>:j:{job}</c> behind it for one of them.</summary>
    public string Topic =>
        NotificationId is { } notification ? $"status:{EnvironmentId}:n:{notification}"
        : JobId is { } job ? $"status:{EnvironmentId}:j:{job}"
        : $"status:{EnvironmentId}";

    /// <summary>Everything that happens in an environment.</summary>
    public static StatusSubject Everything(EnvironmentId environmentId) => new(environmentId, null, null);

    /// <summary>What happens to one notification.</summary>
    public static StatusSubject Of(EnvironmentId environmentId, NotificationId notificationId) => new(environmentId, notificationId, null);

    /// <summary>What happens to the notifications of one job, and to the job itself.</summary>
    public static StatusSubject Of(EnvironmentId environmentId, JobId jobId) => new(environmentId, null, jobId);
}
