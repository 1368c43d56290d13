using System.Text;
using System.Threading.Channels;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests.AspNetCore;

/// <summary>Stands for the executor where only the way to it and back is tested: tells what it was given, or answers as told.</summary>
internal sealed class StubExecutor : IRequestExecutor
{
    public Func<OperationRequest, CancellationToken, ValueTask<IExecutionResult>> Answer { get; set; } =
        static (request, _) => ValueTask.FromResult<IExecutionResult>(Results.Json(Describe(request)));

    /// <summary>Answers a subscription's stream of what a channel brings.</summary>
    public static StubExecutor Streaming(Channel<OperationResult> events) => new()
    {
        Answer = (_, token) => ValueTask.FromResult<IExecutionResult>(Results.Stream(events.Reader.ReadAllAsync(token))),
    };

    /// <summary>Answers a stream that brings nothing.</summary>
    public static StubExecutor Waiting() => Streaming(Channel.CreateUnbounded<OperationResult>());

    public ValueTask<IExecutionResult> ExecuteAsync(OperationRequest request, CancellationToken cancellationToken) => Answer(request, cancellationToken);

    public IReadOnlyList<string> FindUnprotectedFields() => [];

    public string PrintSchema() => "type Query {\n  hello: String\n}\n";

    public static string Describe(OperationRequest request)
    {
        var text = new StringBuilder();
        text.Append("document=").Append(request.Document.Span);
        Append(text, "id", request.DocumentId);
        Append(text, "operation", request.OperationName);
        Append(text, "variables", request.Variables?.GetRawText());
        Append(text, "extensions", request.Extensions?.GetRawText());
        Append(text, "allowed", request.AllowedOperations.ToString());
        return text.ToString();
    }

    private static void Append(StringBuilder text, string name, string? value)
    {
        if (value is not null)
        {
            text.Append(' ').Append(name).Append('=').Append(value);
        }
    }
}

internal static class Results
{
    public static OperationResult Json(string data, RequestFailure failure = RequestFailure.None, params IReadOnlyList<IError> errors)
    {
        var buffer = new ResponseBuffer(256);
        buffer.WriteRaw("{\"data\":"u8);
        buffer.WriteString(data);
        buffer.WriteByte((byte)'}');
        return new OperationResult(buffer, errors, failure, hasNullData: false);
    }

    public static OperationResult Failed(RequestFailure failure) => Json("", failure, ErrorBuilder.New().SetMessage("failed").Build());

    public static SubscriptionResult Stream(IAsyncEnumerable<OperationResult> responses, Action? released = null) =>
        new(responses, () =>
        {
            released?.Invoke();
            return ValueTask.CompletedTask;
        });
}
