using Notify.Redis.Limits;

namespace Notify.Platform.Tests.Redis;

public sealed class LocalWindowTests : WindowContract
{
    private readonly LocalWindows windows = new();

    private protected override Task<RateDecision[]> TakeAsync(DateTimeOffset now, IReadOnlyList<RateRequest> requests) =>
        Task.FromResult(windows.Take(requests, now));
}
