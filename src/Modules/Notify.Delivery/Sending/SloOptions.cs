using System.ComponentModel.DataAnnotations;
using Notify.Primitives;

namespace Notify.Delivery.Sending;

/// <summary>How soon a message should be with its provider, counted without holds. Configuration section <c>Notify:Slo</c>.</summary>
internal sealed class SloOptions
{
    /// <summary>Gets or sets the seconds for normal messages. The default is 30.</summary>
    [Range(0.1, 86_400)]
    public double NormalSeconds { get; set; } = 30;

    /// <summary>Gets or sets the seconds for high ones. The default is 5.</summary>
    [Range(0.1, 86_400)]
    public double HighSeconds { get; set; } = 5;

    /// <summary>Gets or sets the seconds for critical ones. The default is 2.</summary>
    [Range(0.1, 86_400)]
    public double CriticalSeconds { get; set; } = 2;

    /// <summary>Gets the objective of a priority; <see langword="null"/> for low ones, which are best effort.</summary>
    public TimeSpan? Of(Priority priority) => priority switch
    {
        Priority.Normal => TimeSpan.FromSeconds(NormalSeconds),
        Priority.High => TimeSpan.FromSeconds(HighSeconds),
        Priority.Critical => TimeSpan.FromSeconds(CriticalSeconds),
        _ => null,
    };
}
