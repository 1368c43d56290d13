using Notify.Primitives;

namespace Notify.Gateway.Rest;

/// <summary>The errors that a route has besides those that every route has, for the API description.</summary>
/// <param name="Codes">The errors.</param>
internal sealed record RefusalDescription(IReadOnlyList<ErrorCode> Codes);
