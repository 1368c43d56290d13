using StackExchange.Redis;

namespace Notify.Redis.Limits;

/// <summary>The windows in Redis, shared by all processes. Each run of equal requests is one atomic script call.</summary>
internal sealed class RedisWindows(RedisConnection connection)
{
    private static readonly string Script = ReadScript();

    /// <summary>Sends the calls at once and waits for all.</summary>
    /// <exception cref="RedisAwayException">There is no connection.</exception>
    /// <exception cref="RedisException">The connection broke, or Redis refused.</exception>
    public async Task<RateDecision[]> TakeAsync(IReadOnlyList<RateRequest> requests, DateTimeOffset now)
    {
        var database = connection.Database;
        var runs = new List<Task<RedisResult>>();
        for (var start = 0; start < requests.Count;)
        {
            var length = RunLength(requests, start);
            runs.Add(database.ScriptEvaluateAsync(Script, [Key(requests[start])], Arguments(requests[start], length, now)));
            start += length;
        }

        var decisions = new List<RateDecision>(requests.Count);
        foreach (var answer in await Task.WhenAll(runs))
        {
            foreach (var minutesAhead in (int[]?)answer ?? [])
            {
                decisions.Add(Minutes.Decide(minutesAhead, now));
            }
        }

        return [.. decisions];
    }

    private static RedisKey Key(RateRequest request) => "notify:rate:" + request.Scope;

    private static RedisValue[] Arguments(RateRequest request, int units, DateTimeOffset now) =>
    [
        Minutes.Of(now), request.LimitPerMinute, Math.Min(request.Count, request.LimitPerMinute), units, request.ReserveLater ? 1 : 0, Minutes.Horizon,
    ];

    private static int RunLength(IReadOnlyList<RateRequest> requests, int start)
    {
        var end = start + 1;
        while (end < requests.Count && requests[end] == requests[start])
        {
            end++;
        }

        return end - start;
    }

    private static string ReadScript()
    {
        var assembly = typeof(RedisWindows).Assembly;
        using var stream = assembly.GetManifestResourceStream("Notify.Redis.Limits.take.lua")
            ?? throw new InvalidOperationException("The script take.lua is not embedded in Notify.Redis.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
