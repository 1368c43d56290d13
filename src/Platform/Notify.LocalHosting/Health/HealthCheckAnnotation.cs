namespace Notify.LocalHosting.Health;

/// <summary>A question whose answer says whether a resource is well: null, or a sentence that says what is wrong.</summary>
internal sealed record HealthCheckAnnotation(string Key, Func<CancellationToken, Task<string?>> CheckAsync) : IResourceAnnotation;
