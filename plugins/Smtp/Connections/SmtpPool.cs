using System.Collections.Concurrent;

namespace Notify.Channels.Smtp.Connections;

/// <summary>
/// Sessions kept for the next message. The one used last is used first, so that a quiet time lets the others expire. How many
/// messages may wait for a session is up to the host, which bounds what is in flight.
/// </summary>
internal sealed class SmtpPool : IAsyncDisposable
{
    private static readonly TimeSpan IdleLimit = TimeSpan.FromSeconds(30); // below the 60 s after which busy servers hang up
    private static readonly TimeSpan GoodbyeLimit = TimeSpan.FromSeconds(1);
    private readonly SmtpConnector _connector;
    private readonly int _maxMessages;
    private readonly TimeProvider _timeProvider;
    private readonly SemaphoreSlim _slots;
    private readonly ConcurrentStack<SmtpConnection> _idle = new();
    private readonly ITimer _expiry;

    public SmtpPool(SmtpSettings settings, TimeProvider timeProvider)
    {
        _connector = new(settings);
        _maxMessages = settings.MaxMessagesPerConnection;
        _timeProvider = timeProvider;
        _slots = new(settings.PoolSize);
        _expiry = timeProvider.CreateTimer(static state => ((SmtpPool)state!).Expire(), this, IdleLimit, IdleLimit); // the state is this
    }

    /// <summary>Waits for a place in the pool. Give it back with <see cref="Leave"/>.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => _slots.WaitAsync(cancellationToken);

    public void Leave() => _slots.Release();

    /// <summary>Takes an idle session, or <see langword="null"/> when none is usable.</summary>
    public SmtpConnection? TakeIdle()
    {
        while (_idle.TryPop(out var connection))
        {
            if (_timeProvider.GetElapsedTime(connection.IdleSince) < IdleLimit && connection.LooksAlive)
                return connection;

            connection.Dispose();
        }

        return null;
    }

    public Task<SmtpConnection> ConnectAsync(CancellationToken cancellationToken) => _connector.ConnectAsync(login: true, cancellationToken);

    /// <summary>Makes a session that can carry nothing: to see whether the server is there.</summary>
    public Task<SmtpConnection> GreetAsync(CancellationToken cancellationToken) => _connector.ConnectAsync(login: false, cancellationToken);

    /// <summary>Keeps a session whose transaction ended in order, unless it has done its share.</summary>
    public async ValueTask KeepAsync(SmtpConnection connection)
    {
        if (connection.MessagesSent >= _maxMessages)
        {
            await SayGoodbyeAsync(connection);
            return;
        }

        connection.IdleSince = _timeProvider.GetTimestamp();
        _idle.Push(connection);
    }

    public async ValueTask DisposeAsync()
    {
        await _expiry.DisposeAsync();
        while (_idle.TryPop(out var connection))
            await SayGoodbyeAsync(connection);
        _slots.Dispose();
    }

    private async ValueTask SayGoodbyeAsync(SmtpConnection connection)
    {
        using var limit = new CancellationTokenSource(GoodbyeLimit, _timeProvider);
        await connection.QuitAsync(limit.Token);
    }

    private void Expire()
    {
        var kept = new Stack<SmtpConnection>();
        while (_idle.TryPop(out var connection))
        {
            if (_timeProvider.GetElapsedTime(connection.IdleSince) < IdleLimit)
                kept.Push(connection);
            else
                _ = SayGoodbyeAsync(connection).AsTask();
        }

        while (kept.TryPop(out var connection))
            _idle.Push(connection);
    }
}
