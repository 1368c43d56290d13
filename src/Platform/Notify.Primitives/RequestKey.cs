namespace Notify.Primitives;

/// <summary>A caller's idempotency key together with what it stands for, so that a repeat is told from a reuse.</summary>
/// <param name="Value">The key, 1 to 255 visible ASCII characters, unique within an environment.</param>
/// <param name="Fingerprint">SHA-256 over method, path and body of the request.</param>
public sealed record RequestKey(string Value, byte[] Fingerprint);
