using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>
/// The topics whose subscription may be broken, each with the number of the probe that will prove it whole. Until the probe has come
/// back through the topic itself, what comes is dropped: handed out, it would hide what is missing before it.
/// </summary>
internal sealed class Interruptions
{
    private const byte Mark = (byte)'p';
    private readonly ConcurrentDictionary<string, Interruption> current = new(StringComparer.Ordinal);
    private readonly long node = BinaryPrimitives.ReadInt64LittleEndian(RandomNumberGenerator.GetBytes(8));
    private long last;

    public static bool IsProbe(ReadOnlySpan<byte> payload) => payload is [Mark, ..];

    /// <summary>Answers the new interruption; null when the topic is taken for broken already.</summary>
    public Interruption? TryBegin(string topicName)
    {
        var interruption = new Interruption();
        return current.TryAdd(topicName, interruption) ? interruption : null;
    }

    /// <summary>Ends a topic's interruption without any proof: nobody wants to know.</summary>
    public void Forget(string topicName)
    {
        if (current.TryRemove(topicName, out var interruption))
        {
            interruption.End();
        }
    }

    public bool Has(string topicName) => current.ContainsKey(topicName);

    /// <summary>
    /// Answers a new probe to be published, and lets earlier ones count no more. Taken before the subscription is made anew: an earlier
    /// one that came back meanwhile would prove what is just being taken down. Null when the interruption has ended.
    /// </summary>
    public byte[]? TryProbe(Interruption interruption)
    {
        var probe = Interlocked.Increment(ref last);
        if (!interruption.TryExpect(probe))
        {
            return null;
        }

        var payload = new byte[1 + (2 * sizeof(long))];
        payload[0] = Mark;
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(1), node);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(1 + sizeof(long)), probe);
        return payload;
    }

    /// <summary>Answers true, once, for the probe that was made last: the topic is whole from here on.</summary>
    public bool TryEnd(string topicName, ReadOnlySpan<byte> payload) =>
        payload.Length == 1 + (2 * sizeof(long))
        && BinaryPrimitives.ReadInt64LittleEndian(payload[1..]) == node
        && current.TryGetValue(topicName, out var interruption)
        && interruption.TryEnd(BinaryPrimitives.ReadInt64LittleEndian(payload[(1 + sizeof(long))..]))
        && current.TryRemove(new(topicName, interruption));
}

/// <summary>One time that a topic was taken for broken, until a probe or nobody's interest ends it.</summary>
internal sealed class Interruption
{
    private readonly Lock gate = new();
    private long expected;
    private bool hasEnded;

    /// <summary>Sets the probe that is to come back; false when there is nothing left to prove.</summary>
    public bool TryExpect(long probe)
    {
        lock (gate)
        {
            expected = probe;
            return !hasEnded;
        }
    }

    public bool TryEnd(long probe)
    {
        lock (gate)
        {
            return !hasEnded && (hasEnded = probe == expected);
        }
    }

    public void End()
    {
        lock (gate)
        {
            hasEnded = true;
        }
    }
}
