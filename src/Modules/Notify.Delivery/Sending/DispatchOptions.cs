using System.ComponentModel.DataAnnotations;

namespace Notify.Delivery.Sending;

/// <summary>How messages are handed to providers. Configuration section <c>Notify:Dispatch</c>.</summary>
internal sealed class DispatchOptions
{
    /// <summary>Gets or sets how many seconds one call to a provider may take. The default is 10.</summary>
    [Range(0.1, 600)]
    public double AttemptTimeoutSeconds { get; set; } = 10;

    /// <summary>
    /// Gets or sets for how many seconds a claimed message belongs to its dispatcher. When they pass without an outcome, the dispatcher is
    /// taken for dead and the attempt for ambiguous. The default is 30; must be at least twice <see cref="AttemptTimeoutSeconds"/>.
    /// </summary>
    [Range(0.2, 3_600)]
    public double ClaimLeaseSeconds { get; set; } = 30;

    /// <summary>Gets or sets how many messages of one channel may be on their way to providers at once. The default is 256.</summary>
    [Range(1, 10_000)]
    public int InFlightLimit { get; set; } = 256;

    /// <summary>
    /// Gets or sets for how many seconds a stopping dispatcher waits for providers' answers. Calls that take longer are cut, and their attempts recorded as
    /// ambiguous. The default is 4, with which the process ends within 6: whoever stops it must wait two seconds longer than this.
    /// </summary>
    [Range(0.0, 600)]
    public double StopGraceSeconds { get; set; } = 4;

    public TimeSpan AttemptTimeout => TimeSpan.FromSeconds(AttemptTimeoutSeconds);

    public TimeSpan StopGrace => TimeSpan.FromSeconds(StopGraceSeconds);

    public TimeSpan ClaimLease => TimeSpan.FromSeconds(ClaimLeaseSeconds);
}
