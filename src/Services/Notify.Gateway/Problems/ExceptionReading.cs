using System.Diagnostics;
using Notify.Primitives;
using Npgsql;

namespace Notify.Gateway.Problems;

/// <summary>Tells what an exception means to a caller. Nothing of an unexpected one is shown.</summary>
internal static class ExceptionReading
{
    private static readonly TimeSpan DatabasePause = TimeSpan.FromSeconds(5); // a PostgreSQL restart takes about that long

    public static (Problem Problem, TimeSpan? RetryAfter) Read(Exception exception) => exception switch
    {
        NotifyException refusal => (Problem.Of(refusal.Code, refusal.Message, refusal.Fields), refusal.RetryAfter ?? DefaultPause(refusal.Code)),
        BadHttpRequestException bad => (Read(bad), null),
        _ when IsDatabaseAway(exception) => (Problem.Of(
            ErrorCode.Unavailable, "The database cannot be reached; nothing was accepted. Send the request again, with the same Idempotency-Key."), DatabasePause),
        _ => (Problem.Of(
            ErrorCode.Internal, "The request could not be carried out. Quote the instance when you ask about it.", null, $"urn:trace:{Activity.Current?.TraceId}"), null),
    };

    private static TimeSpan? DefaultPause(ErrorCode code) => code == ErrorCode.Unavailable ? DatabasePause : null;

    private static Problem Read(BadHttpRequestException exception) => exception.StatusCode switch
    {
        StatusCodes.Status413PayloadTooLarge => Problem.Of(ErrorCode.PayloadTooLarge, "The request body is larger than this server accepts. Send less at once."),
        StatusCodes.Status415UnsupportedMediaType => Problem.Of(ErrorCode.UnsupportedMediaType, "The body must be sent as application/json."),
        _ => Problem.Of(ErrorCode.ValidationError, $"The request is not well-formed HTTP: {exception.Message}"),
    };

    /// <summary>Looks through wrappers (EF Core has two) for a sign that PostgreSQL is gone, going, starting or out of connections.</summary>
    private static bool IsDatabaseAway(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            switch (exception)
            {
                case PostgresException refusal:
                    return refusal.IsTransient || refusal.SqlState[..2] is "08" or "53" or "57";
                case NpgsqlException:
                    return true;
            }
        }

        return false;
    }
}
