namespace Notify.ProviderFakes;

/// <summary>What a fake provider speaks on its socket.</summary>
public enum FakeTransport
{
    /// <summary>HTTP/1.1 in clear text.</summary>
    Plain,

    /// <summary>HTTP/1.1 or HTTP/2 over TLS, as the client asks (ALPN).</summary>
    Tls,

    /// <summary>HTTP/1.1 over TLS, by a server so old that it knows no ALPN.</summary>
    TlsHttp1Only,

    /// <summary>HTTP/2 over TLS and nothing else.</summary>
    TlsHttp2Only,
}
