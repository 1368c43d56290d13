using Notify.Primitives;

namespace Notify.Gateway.Schema.Errors;

/// <summary>Sorts refusals into the kinds that payloads show as types of their own. The codes are those of every door.</summary>
internal static class Refusals
{
    /// <summary>Runs a mutation; a refusal that concerns the caller's request becomes one of the typed errors.</summary>
    public static async Task<T> SortAsync<T>(Func<Task<T>> mutate)
    {
        try
        {
            return await mutate();
        }
        catch (NotifyException refusal) when (Sorted(refusal) is { } sorted)
        {
            throw sorted;
        }
    }

    private static RefusedException? Sorted(NotifyException refusal) => refusal.Code.Status switch
    {
        400 or 413 => new InvalidRequestException(refusal),
        403 => new ForbiddenException(refusal),
        404 => new UnknownThingException(refusal),
        409 => new ConflictingStateException(refusal),
        429 or 503 when refusal.Code != ErrorCode.Unavailable => new LimitReachedException(refusal),
        _ => null, // the whole request failed: that is no part of a payload
    };
}

/// <summary>A refusal that a payload shows.</summary>
internal abstract class RefusedException(NotifyException refusal) : Exception(refusal.Message, refusal)
{
    public NotifyException Refusal { get; } = refusal;
}

internal sealed class InvalidRequestException(NotifyException refusal) : RefusedException(refusal);

internal sealed class ForbiddenException(NotifyException refusal) : RefusedException(refusal);

internal sealed class UnknownThingException(NotifyException refusal) : RefusedException(refusal);

internal sealed class ConflictingStateException(NotifyException refusal) : RefusedException(refusal);

internal sealed class LimitReachedException(NotifyException refusal) : RefusedException(refusal);
