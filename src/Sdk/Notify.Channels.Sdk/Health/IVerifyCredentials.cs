namespace Notify.Channels.Sdk;

/// <summary>Optional ability of an <see cref="IChannelProvider"/>: checks the credentials live, without sending a message.</summary>
public interface IVerifyCredentials
{
    /// <summary>Connects to the provider and proves that the settings would work.</summary>
    /// <param name="cancellationToken">Ends when the check's time is up.</param>
    /// <returns>What was found. Never carries a secret.</returns>
    ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken);
}
