namespace Notify.GraphQL.Execution;

/// <summary>Why a request was answered without being run; decides the HTTP status.</summary>
public enum RequestFailure
{
    /// <summary>It was run; there is <c>data</c>, perhaps null.</summary>
    None,

    /// <summary>It is not a GraphQL request at all.</summary>
    Malformed,

    /// <summary>The text is not GraphQL, or beyond a limit of the parser.</summary>
    Syntax,

    /// <summary>The document is not valid against the schema, or costs too much.</summary>
    Validation,

    /// <summary>The operation cannot be determined, or its variables do not fit.</summary>
    Variables,

    /// <summary>The kind of operation may not come this way.</summary>
    OperationNotAllowed,

    /// <summary>A stored document is unknown, or only stored ones are allowed.</summary>
    PersistedDocument,

    /// <summary>The request is too large.</summary>
    TooLarge,

    /// <summary>Time ran out.</summary>
    Timeout,

    /// <summary>The server has no place for it now.</summary>
    Overloaded,

    /// <summary>A subscription's event stream could not be opened.</summary>
    Subscribe,

    /// <summary>The caller is not let in.</summary>
    Unauthenticated,

    /// <summary>The server failed.</summary>
    Internal,
}

/// <summary>What a request came to: an <see cref="OperationResult"/> or a <see cref="SubscriptionResult"/>.</summary>
public interface IExecutionResult : IAsyncDisposable;

/// <summary>One response as JSON bytes. Dispose it when the bytes are sent: they are rented.</summary>
public sealed class OperationResult : IExecutionResult
{
    private readonly ResponseBuffer? buffer;
    private readonly ReadOnlyMemory<byte> json;

    internal OperationResult(ResponseBuffer buffer, IReadOnlyList<IError> errors, RequestFailure failure, bool hasNullData)
    {
        this.buffer = buffer;
        json = buffer.Written;
        Errors = errors;
        Failure = failure;
        HasNullData = hasNullData;
    }

    private OperationResult(OperationResult rented)
    {
        json = rented.json.ToArray();
        Errors = rented.Errors;
        Failure = rented.Failure;
        HasNullData = rented.HasNullData;
    }

    /// <summary>Gets the whole response: <c>{"errors":…,"data":…}</c>. Not to be used after disposal.</summary>
    public ReadOnlyMemory<byte> Json => json;

    /// <summary>Gets the errors in <see cref="Json"/>.</summary>
    public IReadOnlyList<IError> Errors { get; }

    /// <summary>Gets why it was not run; <see cref="RequestFailure.None"/> when it was.</summary>
    public RequestFailure Failure { get; }

    /// <summary>Gets whether it was run and <c>data</c> is null.</summary>
    public bool HasNullData { get; }

    /// <summary>Gives the rented bytes back and answers a copy that many may read, and nobody needs to dispose.</summary>
    internal OperationResult ToShared()
    {
        var shared = new OperationResult(this);
        Return();
        return shared;
    }

    /// <summary>Gives the rented bytes back, as disposal does.</summary>
    internal void Return() => buffer?.Dispose();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Return();
        return ValueTask.CompletedTask;
    }
}

/// <summary>A live subscription: a stream of responses until it ends, fails or is cancelled.</summary>
public sealed class SubscriptionResult : IExecutionResult
{
    private readonly IAsyncEnumerable<OperationResult> responses;
    private readonly Func<ValueTask> release;

    internal SubscriptionResult(IAsyncEnumerable<OperationResult> responses, Func<ValueTask> release)
    {
        this.responses = responses;
        this.release = release;
    }

    /// <summary>Reads the responses. May be called once; each response is disposed by the reader.</summary>
    public IAsyncEnumerable<OperationResult> ReadResponsesAsync() => responses;

    /// <inheritdoc />
    public ValueTask DisposeAsync() => release();
}
