namespace Notify.Channels.Testing;

/// <summary>An HTTP answer of a <see cref="FaultServer"/>; in HTTP/2 its body has at most 64 KiB.</summary>
/// <param name="status">The status, from 200 to 999.</param>
/// <param name="body">Makes the body from what the request is said to contain (<see cref="FaultServer.Echo"/>).</param>
public sealed class HttpAnswer(int status, Func<string, string> body)
{
    /// <summary>Gets the status.</summary>
    public int Status => status;

    /// <summary>Gets the header fields beside <c>Content-Length</c> and <c>Connection</c>. The default says that the body is JSON.</summary>
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string> { ["Content-Type"] = "application/json" };

    /// <summary>Makes the body.</summary>
    /// <param name="echo">What the answer repeats of the request.</param>
    public string Body(string echo) => body(echo);
}
