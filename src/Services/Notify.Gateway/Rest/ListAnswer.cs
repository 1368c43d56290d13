namespace Notify.Gateway.Rest;

/// <summary>A list that always fits into one answer.</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Data">The entries.</param>
internal sealed record ListAnswer<T>(IReadOnlyList<T> Data);
