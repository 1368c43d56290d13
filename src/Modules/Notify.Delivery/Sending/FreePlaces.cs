namespace Notify.Delivery.Sending;

/// <summary>Places for messages under way; as many as are free are taken at once, so that claims are large when it is busy.</summary>
internal sealed class FreePlaces(int count) : IDisposable
{
    private readonly SemaphoreSlim free = new(count, count);

    /// <summary>Waits for one place and takes up to <paramref name="most"/>.</summary>
    public async Task<int> TakeSomeAsync(int most, CancellationToken cancellationToken)
    {
        await free.WaitAsync(cancellationToken);
        var taken = 1;
        while (taken < most && free.Wait(0, CancellationToken.None))
        {
            taken++;
        }

        return taken;
    }

    public void GiveBack(int places)
    {
        if (places > 0)
        {
            free.Release(places);
        }
    }

    public void Dispose() => free.Dispose();
}
