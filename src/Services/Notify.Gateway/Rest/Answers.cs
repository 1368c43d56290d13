using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.HttpResults;
using Notify.Primitives;

namespace Notify.Gateway.Rest;

/// <summary>Makes answers, and says of routes what they take.</summary>
internal static class Answers
{
    /// <summary>A JSON answer by source-generated metadata.</summary>
    public static JsonHttpResult<T> Json<T>(T answer, JsonTypeInfo<T> shape, int status = StatusCodes.Status200OK) =>
        TypedResults.Json(answer, shape, statusCode: status);

    /// <summary>Describes the body that a route reads by itself. Whether it came, and as what, is checked when it is read.</summary>
    public static RouteHandlerBuilder TakesJson<TBody>(this RouteHandlerBuilder route)
        where TBody : class =>
        route.WithMetadata(new JsonBodyDescription(typeof(TBody)));

    /// <summary>Describes errors that a route has besides those that every route has.</summary>
    public static RouteHandlerBuilder Refuses(this RouteHandlerBuilder route, params ErrorCode[] codes) =>
        route.WithMetadata(new RefusalDescription(codes));
}
