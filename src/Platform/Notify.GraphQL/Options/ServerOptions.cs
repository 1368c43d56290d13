namespace Notify.GraphQL;

/// <summary>Which status codes HTTP answers carry.</summary>
public enum HttpStatusProfile
{
    /// <summary>As the graphql-http audit suite of 2025 tests: 200 for well-formed requests under <c>application/json</c>, 400 otherwise.</summary>
    Audit2025,

    /// <summary>As the GraphQL-over-HTTP draft of 2026 says: 422 for what is well-formed but invalid, 294 for partial answers.</summary>
    Draft2026,
}

/// <summary>The HTTP side of the endpoint.</summary>
public sealed class ServerOptions
{
    /// <summary>Gets or sets the largest request body or GET query, in bytes. Default 262,144 (256 KB).</summary>
    public int MaxRequestBytes { get; set; } = 256 * 1024;

    /// <summary>Gets or sets how deep the JSON of variables and extensions may nest. Default 64.</summary>
    public int MaxJsonDepth { get; set; } = 64;

    /// <summary>Gets or sets whether queries may come by GET. Default true.</summary>
    public bool EnableGetRequests { get; set; } = true;

    /// <summary>Gets or sets whether the schema is served at <c>{path}/schema.graphql</c>. Null, the default, means: in Development only.</summary>
    public bool? EnableSchemaRequests { get; set; }

    /// <summary>Gets or sets whether browsers get GraphiQL. Null, the default, means: in Development only.</summary>
    public bool? EnableTool { get; set; }

    /// <summary>Gets or sets the status codes. Default <see cref="HttpStatusProfile.Audit2025"/>.</summary>
    public HttpStatusProfile HttpStatusProfile { get; set; }

    /// <summary>Gets or sets how often a silent event stream sends a comment. Default 12 seconds.</summary>
    public TimeSpan SseKeepAliveInterval { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Gets the socket's own settings.</summary>
    public SocketOptions Sockets { get; } = new();
}

/// <summary>The WebSocket side of the endpoint (graphql-transport-ws).</summary>
public sealed class SocketOptions
{
    /// <summary>Gets or sets how long a client may take until <c>connection_init</c>. Default 10 seconds.</summary>
    public TimeSpan ConnectionInitializationTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Gets or sets how often a protocol-level ping is sent. Default 12 seconds.</summary>
    public TimeSpan KeepAliveInterval { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Gets or sets the largest message of a client, in bytes. Default 262,144 (256 KB).</summary>
    public int MaxMessageBytes { get; set; } = 256 * 1024;

    /// <summary>Gets or sets how many operations may be open on one socket. Default 100.</summary>
    public int MaxOperationsPerSocket { get; set; } = 100;

    /// <summary>Gets or sets how many sockets one user may hold. Default 1,000.</summary>
    public int MaxSocketsPerUser { get; set; } = 1_000;

    /// <summary>Gets or sets how many sockets this node holds before new ones are refused with 1013. Default 20,000.</summary>
    public int MaxSockets { get; set; } = 20_000;

    /// <summary>Gets or sets how many messages may wait for one slow client; one more waits itself, and what makes it. Default 256.</summary>
    public int SendBufferMessages { get; set; } = 256;

    /// <summary>Gets or sets how long a client may leave that many messages unread before its socket is closed with 1013. Default 10 seconds.</summary>
    public TimeSpan SendStallTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Gets the origins, such as <c>https://app.example.com</c>, whose pages may open sockets; empty, the default, means any. Set it
    /// where cookies sign users in: browsers send them along from pages of any origin.
    /// </summary>
    public IList<string> AllowedOrigins { get; } = [];

    /// <summary>Gets or sets how long a client may take to answer a close, also that of a stopping server with 1012. Default 5 seconds.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(5);
}
