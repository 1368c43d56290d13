namespace Notify.Channels.Testing;

/// <summary>What a contract wants to send; the channel under test makes a message of its family from it.</summary>
public sealed record MessageSeed
{
    /// <summary>Gets the delivery's id, a UUID.</summary>
    public required string DeliveryId { get; init; }

    /// <summary>Gets the address, as <see cref="ChannelUnderTest.Address"/> made it.</summary>
    public required string Address { get; init; }

    /// <summary>Gets the text, which names the delivery's id.</summary>
    public required string Text { get; init; }

    /// <summary>Gets the number of the attempt, from 1.</summary>
    public int Attempt { get; init; } = 1;
}
