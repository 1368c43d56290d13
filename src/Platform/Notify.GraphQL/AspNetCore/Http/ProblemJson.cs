using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>Writes the errors of requests that never reached the executor.</summary>
internal static class ProblemJson
{
    /// <summary>Writes <c>{"errors":[…]}</c>.</summary>
    public static void WriteResponse(ResponseBuffer buffer, string message, string code)
    {
        buffer.WriteRaw("{\"errors\":"u8);
        WriteErrors(buffer, message, code);
        buffer.WriteByte((byte)'}');
    }

    /// <summary>Writes <c>[{"message":…,"extensions":{"code":…}}]</c>.</summary>
    public static void WriteErrors(ResponseBuffer buffer, string message, string? code)
    {
        buffer.WriteRaw("[{\"message\":"u8);
        buffer.WriteString(message);
        if (code is not null)
        {
            buffer.WriteRaw(",\"extensions\":{\"code\":"u8);
            buffer.WriteString(code);
            buffer.WriteByte((byte)'}');
        }

        buffer.WriteRaw("}]"u8);
    }
}
