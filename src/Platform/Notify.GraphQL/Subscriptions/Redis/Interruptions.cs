using System.Buffers.Binary;
using System.Collections.Concurrent;

namespace Notify.GraphQL.Subscriptions.Redis;

/// <summary>
/// The topics whose subscription may be broken, each with the number of the probe that will prove it whole. Until the probe has come
/// back through the topic itself, what comes is dropped: handed out, it would hide what is missing before it.
/// </summary>
internal sealed class Interruptions
{
    private const byte Mark = (byte)'p';
    private readonly ConcurrentDictionary<string, long> probes = new(StringComparer.Ordinal);
    private readonly long node = BinaryPrimitives.ReadInt64LittleEndian(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
    private long last;

    public static bool IsProbe(ReadOnlySpan<byte> payload) => payload is [Mark, ..];

    /// <summary>Answers false when the topic is taken for broken already.</summary>
    public bool Begin(string topicName) => probes.TryAdd(topicName, 0);

    public void Forget(string topicName) => probes.TryRemove(topicName, out _);

    public bool Has(string topicName) => probes.ContainsKey(topicName);

    /// <summary>Answers a new probe to be published; earlier ones of the topic count no more.</summary>
    public byte[] NewProbe(string topicName)
    {
        var probe = Interlocked.Increment(ref last);
        if (probes.TryGetValue(topicName, out var current))
        {
            probes.TryUpdate(topicName, probe, current);
        }

        var payload = new byte[1 + (2 * sizeof(long))];
        payload[0] = Mark;
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(1), node);
        BinaryPrimitives.WriteInt64LittleEndian(payload.AsSpan(1 + sizeof(long)), probe);
        return payload;
    }

    /// <summary>Answers true, once, for the probe that was sent last: the topic is whole from here on.</summary>
    public bool TryEnd(string topicName, ReadOnlySpan<byte> payload) =>
        payload.Length == 1 + (2 * sizeof(long))
        && BinaryPrimitives.ReadInt64LittleEndian(payload[1..]) == node
        && probes.TryRemove(new(topicName, BinaryPrimitives.ReadInt64LittleEndian(payload[(1 + sizeof(long))..])));
}
