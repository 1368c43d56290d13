using System.Diagnostics.CodeAnalysis;

namespace Notify.Mailbox;

/// <summary>The mails kept, newest last, in a ring of fixed size. Thread-safe.</summary>
public sealed class MailStore
{
    private readonly Lock _gate = new();
    private readonly ReceivedMail?[] _ring;
    private TaskCompletionSource? _arrival;
    private long _last;
    private long _first = 1;
    private long _total;

    /// <summary>Makes a store.</summary>
    /// <param name="capacity">How many mails are kept.</param>
    public MailStore(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        _ring = new ReceivedMail?[capacity];
    }

    /// <summary>Gets how many mails arrived since the start or the last <see cref="Clear"/>, kept or not.</summary>
    public long Total
    {
        get
        {
            lock (_gate)
                return _total;
        }
    }

    /// <summary>Copies the mails kept, oldest first.</summary>
    public IReadOnlyList<ReceivedMail> Snapshot()
    {
        lock (_gate)
        {
            var mails = new List<ReceivedMail>();
            for (var id = _first; id <= _last; id++)
            {
                if (_ring[id % _ring.Length] is { } mail)
                    mails.Add(mail);
            }

            return mails;
        }
    }

    /// <summary>Finds a mail that is still kept.</summary>
    public bool TryFind(long id, [NotNullWhen(true)] out ReceivedMail? mail)
    {
        lock (_gate)
        {
            mail = id >= _first && id <= _last ? _ring[id % _ring.Length] : null;
            return mail is not null;
        }
    }

    /// <summary>Forgets all mails and begins to count anew; ids go on.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            Array.Clear(_ring);
            _first = _last + 1;
            _total = 0;
            Announce();
        }
    }

    /// <summary>Waits until <paramref name="count"/> mails arrived in all.</summary>
    public async Task WaitForAsync(long count, CancellationToken cancellationToken)
    {
        while (Arrival(count) is { } arrival)
            await arrival.WaitAsync(cancellationToken);
    }

    internal ReceivedMail Add(Func<long, ReceivedMail> make)
    {
        lock (_gate)
        {
            var mail = make(_last + 1);
            _last++;
            _total++;
            _first = Math.Max(_first, _last - _ring.Length + 1);
            _ring[_last % _ring.Length] = mail;
            Announce();
            return mail;
        }
    }

    /// <summary>Waits for any change after the state that <paramref name="seenTotal"/> tells of.</summary>
    internal async Task WaitForChangeAsync(long seenTotal, CancellationToken cancellationToken)
    {
        Task arrival;
        lock (_gate)
        {
            if (_total != seenTotal)
                return;
            arrival = NextArrival();
        }

        await arrival.WaitAsync(cancellationToken);
    }

    private Task? Arrival(long count)
    {
        lock (_gate)
            return _total >= count ? null : NextArrival();
    }

    private Task NextArrival() => (_arrival ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    private void Announce()
    {
        _arrival?.SetResult();
        _arrival = null;
    }
}
