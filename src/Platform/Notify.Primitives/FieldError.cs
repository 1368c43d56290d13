namespace Notify.Primitives;

/// <summary>One field at fault in a request.</summary>
/// <param name="Path">Where, as a JSON Pointer (RFC 6901), such as <c>/recipients/3/userId</c>.</param>
/// <param name="Message">What was wrong and what to do.</param>
public sealed record FieldError(string Path, string Message);
