namespace Notify.Channels.Sdk;

/// <summary>Optional ability of an <see cref="IChannelProvider"/>: says whether the provider could take a message now. Sends nothing.</summary>
public interface IHealthProbe
{
    /// <summary>Looks at the provider. May be called every few seconds, beside sends.</summary>
    /// <param name="cancellationToken">Ends when the probe's time is up: the host reports that itself.</param>
    ValueTask<HealthReport> ProbeAsync(CancellationToken cancellationToken);
}
