namespace Notify.GraphQL.DataLoaders;

/// <summary>Keeps a request from fetching the next keys while a loader is still handing out the last ones.</summary>
internal interface IBatchGate
{
    /// <summary>No batch is begun until <see cref="Release"/> has been called as often.</summary>
    void Hold();

    /// <summary>Lets batches begin again.</summary>
    void Release();
}
