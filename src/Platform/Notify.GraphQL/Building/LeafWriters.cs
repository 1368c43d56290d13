using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Globalization;
using System.Reflection;
using System.Text;
using Notify.GraphQL.Execution;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Ways to write a leaf of a known .NET type straight into the response, without boxing it.</summary>
internal static class LeafWriters
{
    private static readonly FrozenDictionary<Type, MethodInfo> ByType = typeof(LeafWriters)
        .GetMethods(BindingFlags.Static | BindingFlags.NonPublic)
        .Where(method => method.Name == nameof(Write) && !method.IsGenericMethod)
        .ToFrozenDictionary(method => method.GetParameters()[0].ParameterType);

    private static readonly MethodInfo WriteEnumMethod = typeof(LeafWriters).GetMethod(nameof(WriteEnum), BindingFlags.Static | BindingFlags.NonPublic)!; // below

    /// <summary>Finds the method that writes values of a type as a leaf; null when the leaf's own, boxing, way must do.</summary>
    public static MethodInfo? Find(Type type, NamedType leaf) => leaf switch
    {
        EnumType when type.IsEnum => WriteEnumMethod.MakeGenericMethod(type),
        ScalarType scalar when ReferenceEquals(scalar, ScalarTable.Find(type)) => ByType.GetValueOrDefault(type),
        ScalarType { Name: "ID" } when type == typeof(string) || type == typeof(Guid) => ByType.GetValueOrDefault(type),
        _ => null,
    };

    private static void Write(int value, ResponseBuffer buffer) => buffer.WriteInt32(value);

    private static void Write(long value, ResponseBuffer buffer) => buffer.WriteInt64(value);

    private static void Write(short value, ResponseBuffer buffer) => buffer.WriteInt32(value);

    private static void Write(byte value, ResponseBuffer buffer) => buffer.WriteInt32(value);

    private static void Write(double value, ResponseBuffer buffer) => buffer.WriteDouble(value);

    private static void Write(decimal value, ResponseBuffer buffer) => buffer.WriteDecimal(value);

    private static void Write(bool value, ResponseBuffer buffer) => buffer.WriteBoolean(value);

    private static void Write(string value, ResponseBuffer buffer) => buffer.WriteString(value.AsSpan());

    private static void Write(Guid value, ResponseBuffer buffer) => buffer.WriteGuid(value);

    private static void Write(DateTimeOffset value, ResponseBuffer buffer) => DateTimeText.Write(value, buffer);

    private static void Write(DateOnly value, ResponseBuffer buffer)
    {
        Span<byte> utf8 = stackalloc byte[12];
        utf8[0] = utf8[11] = (byte)'"';
        value.TryFormat(utf8[1..], out _, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        buffer.WriteRaw(utf8);
    }

    private static void WriteEnum<T>(T value, ResponseBuffer buffer)
        where T : struct, Enum => buffer.WriteRaw(EnumNames<T>.Find(value));

    private static class EnumNames<T>
        where T : struct, Enum
    {
        private static readonly ConcurrentDictionary<T, byte[]> Names = new();

        public static byte[] Find(T value) => Names.TryGetValue(value, out var name) ? name : Add(value);

        private static byte[] Add(T value)
        {
            var field = typeof(T).GetField(value.ToString());
            return field is { IsLiteral: true } && !field.IsDefined(typeof(GraphQLIgnoreAttribute))
                ? Names.GetOrAdd(value, Encoding.UTF8.GetBytes($"\"{Naming.OfEnumValue(field)}\""))
                : throw new LeafException($"{Naming.OfType(typeof(T))} has no value for {value}.");
        }
    }
}
