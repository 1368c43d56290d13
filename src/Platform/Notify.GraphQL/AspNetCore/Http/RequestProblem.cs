namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>Why a request could not even be handed to the executor.</summary>
/// <param name="Status">The HTTP status of the audit profile.</param>
/// <param name="DraftStatus">The HTTP status of the draft profile.</param>
/// <param name="Code">One of <see cref="ErrorCodes"/>.</param>
/// <param name="Message">What to put right.</param>
internal sealed record RequestProblem(int Status, int DraftStatus, string Code, string Message)
{
    /// <summary>The request cannot be read at all.</summary>
    public static RequestProblem Unreadable(string message) => new(400, 400, ErrorCodes.BadRequest, message);

    /// <summary>It can be read, but a parameter is missing or of another type.</summary>
    public static RequestProblem Mistyped(string message) => new(400, 422, ErrorCodes.BadRequest, message);

    public static RequestProblem TooLarge(int status, int limit) =>
        new(status, status, ErrorCodes.RequestTooLarge, $"The request is larger than {limit} bytes.");

    public static RequestProblem Refused(int status, string message) => new(status, status, ErrorCodes.BadRequest, message);

    /// <summary>What an interceptor threw to refuse a request.</summary>
    public static RequestProblem Of(GraphQLException refused)
    {
        var error = refused.Errors.Count > 0 ? refused.Errors[0] : null;
        var status = refused.HttpStatus ?? error?.Code switch { ErrorCodes.NotAuthenticated => 401, ErrorCodes.NotAuthorized => 403, _ => 400 };
        return new(status, status, error?.Code ?? ErrorCodes.BadRequest, error?.Message ?? refused.Message);
    }

    public int StatusFor(HttpStatusProfile profile) => profile is HttpStatusProfile.Draft2026 ? DraftStatus : Status;
}
