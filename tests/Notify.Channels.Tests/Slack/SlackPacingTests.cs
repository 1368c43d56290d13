using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;

namespace Notify.Channels.Tests.Slack;

public sealed class SlackPacingTests
{
    [Fact]
    public async Task Lets_one_message_a_second_through_to_a_channel_and_tells_the_others_their_turn()
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.IsStrict = true;

        Assert.Equal(["Accepted", "1", "2", "3"], await SendAllAsync(setup, [Message(1), Message(2), Message(3), Message(4)]));
        Assert.Single(setup.Fake.Requests);
    }

    [Fact]
    public async Task Keeps_everybodys_turn_until_they_come_back()
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.IsStrict = true;
        ChatMessage[] messages = [Message(1), Message(2), Message(3)];
        await SendAllAsync(setup, messages);

        setup.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["1", "Accepted", "2"], await SendAllAsync(setup, [messages[2], messages[1], Message(4)]));

        setup.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["Accepted"], await SendAllAsync(setup, [messages[2]]));
        Assert.Equal(3, setup.Fake.Posts.Count);
    }

    [Fact]
    public async Task Never_lets_latecomers_crowd()
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.IsStrict = true;
        ChatMessage[] messages = [Message(1), Message(2), Message(3), Message(4)];
        await SendAllAsync(setup, messages);

        setup.Clock.Advance(TimeSpan.FromMinutes(1));
        var outcomes = await SendAllAsync(setup, messages[1..]);

        Assert.Equal(["Accepted", "1", "1"], outcomes);
        Assert.Equal(2, setup.Fake.RequestCount);
    }

    [Fact]
    public async Task Paces_every_channel_for_itself()
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.Equal(
            ["Accepted", "Accepted", "Accepted", "1"],
            await SendAllAsync(setup, [Message(1), Message(2, "C000000002"), Message(3, "default"), Message(4)]));
    }

    [Theory]
    [InlineData(0, "Accepted", "Accepted")]
    [InlineData(4, "0.25", "0.5")]
    [InlineData(0.5, "2", "4")]
    public async Task Paces_as_set(double rate, string second, string third)
    {
        await using var setup = await SlackSetup.StartAsync();
        var provider = setup.Create(new { messagesPerSecondPerChannel = rate });

        Assert.Equal(["Accepted", second, third], await SendAllAsync(provider, [Message(1), Message(2), Message(3)]));
    }

    [Fact]
    public async Task Remembers_for_a_channel_how_long_slack_asked_to_wait()
    {
        await using var setup = await SlackSetup.StartAsync();
        var provider = setup.Create(new { messagesPerSecondPerChannel = 0 });
        setup.Fake.AnswerNext(TooMany(30));

        Assert.Equal(["30", "30", "Accepted"], await SendAllAsync(provider, [Message(1), Message(2), Message(3, "C000000002")]));
        setup.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(["1"], await SendAllAsync(provider, [Message(1)]));
        setup.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(["Accepted"], await SendAllAsync(provider, [Message(1)]));
    }

    [Fact]
    public async Task Remembers_for_the_workspace_when_two_channels_are_told_to_wait()
    {
        await using var setup = await SlackSetup.StartAsync();
        var provider = setup.Create(new { messagesPerSecondPerChannel = 0 });
        setup.Fake.AnswerNext(TooMany(30));
        setup.Fake.AnswerNext(TooMany(20));

        Assert.Equal(["30", "20", "20"], await SendAllAsync(provider, [Message(1), Message(2, "C000000002"), Message(3, "C000000003")]));
        Assert.Equal(2, setup.Fake.RequestCount);
        setup.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(["Accepted", "10"], await SendAllAsync(provider, [Message(3, "C000000003"), Message(1)]));
    }

    [Fact]
    public async Task Has_the_paced_queue_wait_out_what_slack_asked_for()
    {
        await using var setup = await SlackSetup.StartAsync();
        setup.Fake.AnswerNext(TooMany(10));

        Assert.Equal(["10", "10", "11"], await SendAllAsync(setup, [Message(1), Message(2), Message(3)]));
    }

    [Fact]
    public async Task Does_not_remember_every_channel_and_promise_for_ever()
    {
        await using var setup = await SlackSetup.StartAsync();
        for (var i = 0; i < 200; i++)
            await setup.SendAsync(Message(i));
        setup.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < 1_200; i++)
            Assert.IsType<SendOutcome.Accepted>(await setup.SendAsync(Message(i, $"C{i:000000000}")));
        setup.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(["Accepted", "1"], await SendAllAsync(setup, [Message(1), Message(2)]));
    }

    [Fact]
    public async Task A_message_that_cannot_be_sent_takes_nobodys_turn()
    {
        await using var setup = await SlackSetup.StartAsync();

        Assert.Equal("Rejected msg_too_long", Outcomes.Describe(await setup.SendAsync(Message(1) with { Text = new('a', 40_001) })));
        Assert.Equal(["Accepted"], await SendAllAsync(setup, [Message(2)]));
    }

    private static ChatMessage Message(int number, string address = SlackSetup.Channel) => SlackSetup.Message(address) with { DeliveryId = $"d-{number}" };

    private static FakeAnswer TooMany(int seconds) => FakeAnswer.Json(429, """{"ok":false,"error":"ratelimited"}""", ("Retry-After", $"{seconds}"));

    private static Task<List<string>> SendAllAsync(SlackSetup setup, ChatMessage[] messages) => SendAllAsync(setup.Provider, messages);

    private static async Task<List<string>> SendAllAsync(IChannelProvider provider, ChatMessage[] messages)
    {
        var outcomes = new List<string>();
        foreach (var message in messages)
        {
            outcomes.Add(await provider.SendAsync(message, TestLimits.Token) switch
            {
                SendOutcome.Throttled { RetryAfter: { } wait } => wait.TotalSeconds.ToString(System.Globalization.CultureInfo.InvariantCulture),
                var outcome => Outcomes.Describe(outcome),
            });
        }

        return outcomes;
    }
}
