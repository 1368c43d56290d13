using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Connections;

/// <summary>
/// Sessions of senders with logins of their own: one pool for each login, so that nobody's mail travels over another's session. A pool that is
/// unused for a while is closed, and the one unused longest when there are too many.
/// </summary>
internal sealed class SenderPools : IAsyncDisposable
{
    private const int MostPools = 64; // only those in use at the same moment can be more
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(2);
    private readonly SmtpSettings _settings;
    private readonly TimeProvider _timeProvider;
    private readonly Lock _gate = new();
    private readonly Dictionary<SenderCredentials, SenderPool> _pools = [];
    private readonly ITimer _expiry;

    public SenderPools(SmtpSettings settings, TimeProvider timeProvider)
    {
        _settings = settings;
        _timeProvider = timeProvider;
        _expiry = timeProvider.CreateTimer(static state => ((SenderPools)state!).Expire(), this, IdleLimit, IdleLimit); // the state is this
    }

    /// <summary>Finds or makes the pool of a login. Give it back with <see cref="Return"/>.</summary>
    public SenderPool Rent(SenderCredentials credentials)
    {
        lock (_gate)
        {
            if (!_pools.TryGetValue(credentials, out var pool))
            {
                pool = new(credentials, new SmtpPool(_settings.With(credentials), _timeProvider));
                _pools.Add(credentials, pool);
            }

            pool.Users++;
            CloseExcess();
            return pool;
        }
    }

    public void Return(SenderPool pool)
    {
        lock (_gate)
        {
            pool.Users--;
            pool.UnusedSince = _timeProvider.GetTimestamp();
            CloseExcess();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _expiry.DisposeAsync();
        foreach (var pool in _pools.Values)
            await pool.Sessions.DisposeAsync();
    }

    private void CloseExcess()
    {
        while (_pools.Count > MostPools && _pools.Values.Where(static pool => pool.Users == 0).MinBy(static pool => pool.UnusedSince) is { } oldest)
            Close(oldest);
    }

    private void Expire()
    {
        lock (_gate)
        {
            foreach (var pool in _pools.Values.Where(pool => pool.Users == 0 && _timeProvider.GetElapsedTime(pool.UnusedSince) >= IdleLimit).ToArray())
                Close(pool);
        }
    }

    private void Close(SenderPool pool)
    {
        _pools.Remove(pool.Credentials);
        _ = pool.Sessions.DisposeAsync().AsTask(); // says goodbye within a second; nobody waits for it
    }
}

/// <summary>The sessions of one login.</summary>
internal sealed class SenderPool(SenderCredentials credentials, SmtpPool sessions)
{
    public SenderCredentials Credentials => credentials;

    public SmtpPool Sessions => sessions;

    public int Users { get; set; }

    public long UnusedSince { get; set; }
}
