namespace Notify.Gateway.Rest;

/// <summary>The shape of the JSON body that a route reads by itself, for the API description.</summary>
/// <param name="Shape">The body's record.</param>
internal sealed record JsonBodyDescription(Type Shape);
