using Notify.GraphQL.Execution;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>The HTTP status of an answer, by what became of the request, the media type and the profile.</summary>
internal static class HttpStatus
{
    /// <summary>Data together with errors (draft of 2026).</summary>
    public const int PartialSuccess = 294;

    public static int Of(OperationResult result, MediaType mediaType, HttpStatusProfile profile, bool isGet) =>
        result.Failure switch
        {
            RequestFailure.None => profile is HttpStatusProfile.Draft2026 && result.Errors.Count > 0 ? PartialSuccess : 200,
            RequestFailure.Malformed or RequestFailure.PersistedDocument => 400,
            RequestFailure.OperationNotAllowed => isGet ? 405 : 406, // by POST only a subscription is refused, and only for want of an event stream
            RequestFailure.TooLarge => 413,
            RequestFailure.Timeout => profile is HttpStatusProfile.Draft2026 ? 408 : 504, // browsers may send a request again after 408, mutations too
            RequestFailure.Overloaded => 503,
            RequestFailure.Unauthenticated => 401,
            RequestFailure.Internal => 500,
            RequestFailure.Syntax => WellFormed(mediaType, profile, draft: 400),
            _ => WellFormed(mediaType, profile, draft: 422),
        };

    private static int WellFormed(MediaType mediaType, HttpStatusProfile profile, int draft) =>
        profile is HttpStatusProfile.Draft2026 ? draft
        : mediaType is MediaType.GraphQLResponse ? 400
        : 200; // under application/json a client cannot tell a gateway's 400 from GraphQL's, so there it is always 200
}
