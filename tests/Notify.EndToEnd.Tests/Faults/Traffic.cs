using System.Collections.Concurrent;
using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Faults;

/// <summary>Many clients that send, and repeat under the same key whatever was not answered with 202, as a good client does.</summary>
internal sealed class Traffic(Api api, string userId, int count)
{
    private const int Clients = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private int next;

    /// <summary>What was accepted: text to notification id.</summary>
    public ConcurrentDictionary<string, string> Accepted { get; } = new();

    public static string Text(int number) => $"message {number}.";

    public Task RunAsync() => Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => SendAsync()));

    private async Task SendAsync()
    {
        for (var number = Interlocked.Increment(ref next); number <= count; number = Interlocked.Increment(ref next))
        {
            await SendUntilAcceptedAsync(Text(number));
        }
    }

    private async Task SendUntilAcceptedAsync(string text)
    {
        using var pace = new PeriodicTimer(Pause);
        do
        {
            try
            {
                var answer = await api.PostAsync("/v1/notifications", new { userId, channel = "sms", body = text }, key: text.Replace(' ', '-'));
                if (answer.Status == 202)
                {
                    Accepted[text] = answer.Text("notificationId");
                    return;
                }

                Assert.True(answer is { Status: 503, Code: "unavailable" }, answer.ToString());
                Assert.NotNull(answer.RetryAfter);
            }
            catch (HttpRequestException)
            {
                // the gateway is away: the same request again, under the same key
            }
        }
        while (await pace.WaitForNextTickAsync(TestContext.Current.CancellationToken));
    }
}
