using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Notify.Workspaces;

/// <summary>Remembers answers for a moment. Bounded: when full it forgets what is old, and if that is not enough, everything.</summary>
internal sealed class ShortLivedCache<TKey, TValue>(TimeProvider timeProvider, TimeSpan lifetime, int capacity)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, Entry> entries = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (entries.TryGetValue(key, out var entry) && IsFresh(entry))
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    public void Set(TKey key, TValue value)
    {
        if (entries.Count >= capacity)
        {
            MakeRoom();
        }

        entries[key] = new(value, timeProvider.GetTimestamp());
    }

    private bool IsFresh(Entry entry) => timeProvider.GetElapsedTime(entry.Stored) < lifetime;

    private void MakeRoom()
    {
        foreach (var (key, entry) in entries)
        {
            if (!IsFresh(entry))
            {
                entries.TryRemove(key, out _);
            }
        }

        if (entries.Count >= capacity)
        {
            entries.Clear(); // a flood of distinct keys; each of ours is back after one look-up
        }
    }

    private sealed record Entry(TValue Value, long Stored);
}
