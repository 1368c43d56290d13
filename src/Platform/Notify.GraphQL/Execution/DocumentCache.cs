using System.Collections.Concurrent;

namespace Notify.GraphQL.Execution;

/// <summary>
/// Keeps validated documents by their exact text, so that a known text costs one look-up and no allocation. When full, it
/// forgets the oldest that nobody has used since it last looked (second chance). Texts that failed are not kept: garbage
/// must not push out what clients use.
/// </summary>
internal sealed class DocumentCache
{
    private readonly ConcurrentDictionary<string, PreparedDocument> documents = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, PreparedDocument>.AlternateLookup<ReadOnlySpan<char>> bySpan;
    private readonly ConcurrentQueue<string> order = new();
    private readonly int capacity;

    public DocumentCache(int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        this.capacity = capacity;
        bySpan = documents.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public int Count => documents.Count;

    public bool TryGet(ReadOnlySpan<char> text, out PreparedDocument document)
    {
        if (!bySpan.TryGetValue(text, out document!)) // null only when the answer is false
        {
            return false;
        }

        document.WasUsed = true;
        return true;
    }

    public void Add(string text, PreparedDocument document)
    {
        if (capacity == 0 || !documents.TryAdd(text, document))
        {
            return;
        }

        order.Enqueue(text);
        var chances = documents.Count; // each document gets at most one second chance per call
        while (documents.Count > capacity && order.TryDequeue(out var oldest))
        {
            if (chances-- > 0 && documents.TryGetValue(oldest, out var candidate) && candidate.WasUsed)
            {
                candidate.WasUsed = false;
                order.Enqueue(oldest);
                continue;
            }

            documents.TryRemove(oldest, out _);
        }
    }
}
