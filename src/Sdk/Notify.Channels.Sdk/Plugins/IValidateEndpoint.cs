namespace Notify.Channels.Sdk;

/// <summary>
/// Optional ability of an <see cref="IChannelPlugin"/>: knows what an address of its provider looks like, so that a wrong one is refused when
/// it is stored, not when something is sent to it. Where several plugins serve one channel, it also tells whose an address is.
/// </summary>
public interface IValidateEndpoint
{
    /// <summary>Looks at the form of an address. Pure, quick, without network; called concurrently.</summary>
    /// <param name="address">The address as stored, of 1 to 4,096 characters.</param>
    /// <returns>
    /// <see langword="null"/> when it may be an address; otherwise what it must be, as the end of the sentence "The address must be …",
    /// without the address itself.
    /// </returns>
    string? FindFault(string address);
}
