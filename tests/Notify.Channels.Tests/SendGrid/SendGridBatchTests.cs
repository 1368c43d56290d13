using System.Globalization;
using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.ProviderFakes;
using Notify.ProviderFakes.SendGrid;

namespace Notify.Channels.Tests.SendGrid;

public sealed class SendGridBatchTests
{
    [Fact]
    public async Task Hands_over_a_hundred_mails_of_one_content_with_one_request()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var messages = Many(100);

        var outcomes = await setup.SendBatchAsync(messages);

        var id = Assert.Single(setup.Fake.Mails.Select(static mail => mail.MessageId).Distinct());
        Assert.Single(setup.Fake.Sends);
        Assert.Equal(Enumerable.Repeat<SendOutcome>(new SendOutcome.Accepted { ProviderMessageId = id }, 100), outcomes);
        Assert.Equal(messages.Select(static message => (message.Address, message.DeliveryId)), setup.Fake.Mails.Select(static mail => (mail.To, mail.DeliveryId)));
    }

    [Fact]
    public async Task Keeps_subjects_and_headers_apart_within_one_request()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var messages = Many(3).Select(static (message, i) => message with
        {
            Subject = $"Subject {i}",
            UnsubscribeUri = new($"https://notify.example.com/u/{i}"),
            Headers = new Dictionary<string, string> { ["X-Number"] = i.ToString(CultureInfo.InvariantCulture) },
        }).ToArray();

        await setup.SendBatchAsync(messages);

        Assert.Single(setup.Fake.Sends);
        Assert.Equal(
            [("Subject 0", "0", "<https://notify.example.com/u/0>"), ("Subject 1", "1", "<https://notify.example.com/u/1>"), ("Subject 2", "2", "<https://notify.example.com/u/2>")],
            setup.Fake.Mails.Select(static mail => (mail.Subject, mail.Headers["X-Number"], mail.Headers["List-Unsubscribe"])));
    }

    [Theory]
    [MemberData(nameof(Differences))]
    public async Task Sends_what_differs_in_content_on_its_own(Func<EmailMessage, EmailMessage> change)
    {
        await using var setup = await SendGridSetup.StartAsync();
        var messages = Many(4);
        messages[1] = change(messages[1]);

        var outcomes = await setup.SendBatchAsync(messages);

        Assert.Equal(2, setup.Fake.Sends.Count);
        Assert.All(outcomes, static outcome => Assert.IsType<SendOutcome.Accepted>(outcome));
        Assert.Equal(messages.Select(static message => message.DeliveryId).Order(), setup.Fake.Mails.Select(static mail => mail.DeliveryId).Order());
        Assert.NotEqual(outcomes[0], outcomes[1]);
        Assert.Equal(outcomes[0], outcomes[3]);
    }

    public static TheoryData<Func<EmailMessage, EmailMessage>> Differences => new(
        static message => message with { Text = "Another text" },
        static message => message with { Html = "<p>Another text</p>" },
        static message => message with { From = new() { Address = "team@example.com" } },
        static message => message with { Credentials = new() { UserName = "apikey", Password = SendGridFake.ApiKey } },
        static message => message with { ReplyTo = [new() { Address = "help@example.com" }] },
        static message => message with { Attachments = [new() { FileName = "a.txt", ContentType = "text/plain", Content = new byte[] { 1 } }] },
        static message => message with { Overrides = JsonSerializer.Deserialize<JsonElement>("""{"categories":["x"]}""") },
        static message => message with { Address = "USER0@example.com" });

    [Fact]
    public async Task Takes_files_of_equal_content_for_the_same()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var messages = Many(3).Select(static message => message with
        {
            Attachments = [new() { FileName = "a.txt", ContentType = "text/plain", Content = new byte[] { 1, 2 } }],
            Overrides = JsonSerializer.Deserialize<JsonElement>("""{ "categories": ["x"] }"""),
        }).ToArray();

        await setup.SendBatchAsync(messages);

        Assert.Single(setup.Fake.Sends);
        Assert.Equal(3, setup.Fake.Mails.Count);
    }

    [Fact]
    public async Task One_bad_address_does_not_fail_the_others()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var messages = Many(5);
        messages[2] = messages[2] with { Address = "not-an-address" };

        var outcomes = await setup.SendBatchAsync(messages);

        Assert.Equal(["Accepted", "Accepted", "Rejected http-400", "Accepted", "Accepted"], outcomes.Select(Outcomes.Describe));
        Assert.Equal(1 + 5, setup.Fake.Sends.Count);
        Assert.Equal(
            messages.Where(static message => message.Address != "not-an-address").Select(static message => message.DeliveryId).Order(),
            setup.Fake.Mails.Select(static mail => mail.DeliveryId).Order());
    }

    [Fact]
    public async Task One_message_that_cannot_be_written_does_not_fail_the_others()
    {
        await using var setup = await SendGridSetup.StartAsync();
        var messages = Many(3);
        messages[1] = messages[1] with { Subject = "Two\r\nlines" };

        var outcomes = await setup.SendBatchAsync(messages);

        Assert.Equal(["Accepted", "Rejected invalid-header", "Accepted"], outcomes.Select(Outcomes.Describe));
        Assert.Equal([messages[0].Address, messages[2].Address], setup.Fake.Mails.Select(static mail => mail.To).Order());
    }

    [Theory]
    [InlineData(401, "Misconfigured http-401")]
    [InlineData(429, "Throttled http-429")]
    [InlineData(503, "Transient http-503")]
    public async Task A_failure_that_is_no_messages_fault_is_everybodys_and_is_not_repeated(int status, string expected)
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.AnswerNext(SendGridFake.Error(status, "…"));

        var outcomes = await setup.SendBatchAsync(Many(3));

        Assert.Equal([expected, expected, expected], outcomes.Select(Outcomes.Describe));
        Assert.Single(setup.Fake.Sends);
    }

    [Fact]
    public async Task A_lost_answer_leaves_the_whole_request_open()
    {
        await using var setup = await SendGridSetup.StartAsync();
        setup.Fake.AnswerNext(FakeAnswer.ConnectionLost);

        var outcomes = await setup.SendBatchAsync(Many(2));

        Assert.Equal(["Ambiguous connection-lost", "Ambiguous connection-lost"], outcomes.Select(Outcomes.Describe));
        Assert.Single(setup.Fake.Sends);
    }

    [Fact]
    public async Task Answers_in_the_order_of_the_messages_whatever_they_are()
    {
        await using var setup = await SendGridSetup.StartAsync();
        ChannelMessage[] messages =
        [
            Emails.Plain("a@example.com"), Chats.To(), Emails.Plain("not-an-address"), Emails.Plain("b@example.com") with { Text = "Other" }, Emails.Plain("c@example.com"),
        ];

        var outcomes = await setup.Batch.SendBatchAsync(messages, TestLimits.Token);

        Assert.Equal(["Accepted", "Rejected wrong-family", "Rejected http-400", "Accepted", "Accepted"], outcomes.Select(Outcomes.Describe));
    }

    private static EmailMessage[] Many(int count) =>
        [.. Enumerable.Range(0, count).Select(static i => Emails.Plain($"user{i}@example.com"))];
}
