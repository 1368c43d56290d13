using System.Text;

namespace Notify.EndToEnd.Tests.Rig;

/// <summary>Walks a protobuf message by field number, without its schema.</summary>
internal readonly struct ProtoMessage(ReadOnlyMemory<byte> bytes)
{
    /// <summary>The messages, texts or bytes of a field.</summary>
    public IEnumerable<ProtoMessage> All(int field)
    {
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            var tag = ReadNumber(ref rest);
            var length = (tag & 7) switch
            {
                0 => SkipNumber(rest),
                1 => 8,
                2 => (int)ReadNumber(ref rest),
                5 => 4,
                var kind => throw new InvalidDataException($"Wire type {kind} is not in use."),
            };
            if ((tag & 7) == 2 && tag >> 3 == (ulong)field)
            {
                yield return new(rest[..length]);
            }

            rest = rest[length..];
        }
    }

    public string Text(int field) => Encoding.UTF8.GetString(All(field).FirstOrDefault().Bytes.Span);

    public string Hex(int field) => Convert.ToHexStringLower(All(field).FirstOrDefault().Bytes.Span);

    /// <summary>The texts among OTLP's key-value pairs of a field.</summary>
    public Dictionary<string, string> Attributes(int field) =>
        All(field).DistinctBy(static pair => pair.Text(1)).ToDictionary(static pair => pair.Text(1), static pair => pair.All(2).FirstOrDefault().Text(1));

    private ReadOnlyMemory<byte> Bytes => bytes;

    private static int SkipNumber(ReadOnlyMemory<byte> rest)
    {
        var after = rest;
        ReadNumber(ref after);
        return rest.Length - after.Length;
    }

    private static ulong ReadNumber(ref ReadOnlyMemory<byte> rest)
    {
        var (number, shift) = (0ul, 0);
        while (true)
        {
            var next = rest.Span[0];
            rest = rest[1..];
            number |= (ulong)(next & 0x7F) << shift;
            shift += 7;
            if (next < 0x80)
            {
                return number;
            }
        }
    }
}
