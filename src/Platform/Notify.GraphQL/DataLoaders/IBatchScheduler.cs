namespace Notify.GraphQL.DataLoaders;

/// <summary>Tells the request when a loader has keys to fetch; the request fetches once nothing else can run.</summary>
public interface IBatchScheduler
{
    /// <summary>Asks that <paramref name="dispatch"/> be called once, when the request has no other work that can run.</summary>
    /// <param name="dispatch">Fetches the keys collected so far. Must not throw.</param>
    void Schedule(Func<ValueTask> dispatch);
}
