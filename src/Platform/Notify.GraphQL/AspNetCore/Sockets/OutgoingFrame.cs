using System.Text.Json;
using Notify.GraphQL.AspNetCore.Http;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Sockets;

/// <summary>A message to a client, put together only when it is its turn, so that what waits is small and payloads stay shared.</summary>
/// <param name="Write">Writes the message.</param>
/// <param name="Operation">The operation it belongs to: when the client completes that, the message is dropped.</param>
/// <param name="Result">The payload; disposed when it is sent or dropped.</param>
/// <param name="Content">Anything else the message is made of.</param>
internal readonly record struct OutgoingFrame(
    Action<OutgoingFrame, ResponseBuffer> Write, SocketOperation? Operation = null, OperationResult? Result = null, object? Content = null)
{
    public static OutgoingFrame Ack(IReadOnlyDictionary<string, object?>? payload) => new(
        static (frame, buffer) =>
        {
            buffer.WriteRaw("{\"type\":\"connection_ack\""u8);
            WritePayload(buffer, (byte[]?)frame.Content);
        },
        Content: payload is null ? null : JsonSerializer.SerializeToUtf8Bytes(payload));

    /// <summary>Answers a ping, with its payload.</summary>
    public static OutgoingFrame Pong(byte[]? payload) => new(
        static (frame, buffer) =>
        {
            buffer.WriteRaw("{\"type\":\"pong\""u8);
            WritePayload(buffer, (byte[]?)frame.Content);
        },
        Content: payload);

    public static OutgoingFrame Next(SocketOperation operation, OperationResult result) => new(
        static (frame, buffer) =>
        {
            WriteHead(frame, buffer, "{\"type\":\"next\",\"id\":"u8);
            WritePayload(buffer, frame.Result!.Json.Span); // given below
        },
        operation,
        result);

    public static OutgoingFrame Error(SocketOperation operation, IReadOnlyList<IError> errors) => new(
        static (frame, buffer) =>
        {
            WriteHead(frame, buffer, "{\"type\":\"error\",\"id\":"u8);
            buffer.WriteRaw(",\"payload\":"u8);
            ErrorWriter.Write(buffer, (IReadOnlyList<IError>)frame.Content!); // given below
            buffer.WriteByte((byte)'}');
        },
        operation,
        Content: errors);

    /// <summary>Refuses an operation that was never begun.</summary>
    public static OutgoingFrame Refusal(string id, string code, string message) => new(
        static (frame, buffer) =>
        {
            var (id, code, message) = ((string, string, string))frame.Content!; // given below
            buffer.WriteRaw("{\"type\":\"error\",\"id\":"u8);
            buffer.WriteString(id);
            buffer.WriteRaw(",\"payload\":"u8);
            ProblemJson.WriteErrors(buffer, message, code);
            buffer.WriteByte((byte)'}');
        },
        Content: (id, code, message));

    public static OutgoingFrame Complete(SocketOperation operation) => new(
        static (frame, buffer) =>
        {
            WriteHead(frame, buffer, "{\"type\":\"complete\",\"id\":"u8);
            buffer.WriteByte((byte)'}');
        },
        operation);

    private static void WriteHead(OutgoingFrame frame, ResponseBuffer buffer, ReadOnlySpan<byte> head)
    {
        buffer.WriteRaw(head);
        buffer.WriteString(frame.Operation!.Id); // whatever has a head belongs to an operation
    }

    private static void WritePayload(ResponseBuffer buffer, ReadOnlySpan<byte> json)
    {
        if (!json.IsEmpty)
        {
            buffer.WriteRaw(",\"payload\":"u8);
            buffer.WriteRaw(json);
        }

        buffer.WriteByte((byte)'}');
    }
}
