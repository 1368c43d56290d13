using Notify.Channels.Sdk;
using Notify.Content.Contracts;
using Notify.Content.Rendering;
using Notify.Primitives;

namespace Notify.Modules.Tests.Content;

public sealed class SenderTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task One_sender_at_most_is_the_default_and_it_is_neither_deleted_nor_renamed()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        await CreateAsync(rooms, new() { Identifier = "first", FromEmail = "first@example.com", IsDefault = true });
        await CreateAsync(rooms, new() { Identifier = "second", FromEmail = "second@example.com", IsDefault = true });

        var all = await AskAsync(rooms, directory => directory.ListAsync(Token));
        var deleted = await RefusedAsync(() => DeleteAsync(rooms, "second"));
        var renamed = await RefusedAsync(() => UpdateAsync(rooms, "second", new() { Identifier = "other" }));

        Assert.Equal([("first", false), ("second", true)], all.Select(static sender => (sender.Identifier, sender.IsDefault)));
        Assert.Equal((ErrorCode.Conflict, ErrorCode.Conflict), (deleted.Code, renamed.Code));
        Assert.Equal("second", await rooms.Get<ISenders>().FindDefaultAsync(rooms.First.EnvironmentId, Token));
        await UpdateAsync(rooms, "first", new() { IsDefault = true });
        await DeleteAsync(rooms, "second");
        Assert.Equal("first", await rooms.Get<ISenders>().FindDefaultAsync(rooms.First.EnvironmentId, Token));
    }

    [Fact]
    public async Task A_password_is_sealed_and_one_without_a_user_is_not_stored()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var senders = rooms.Get<ISenders>();

        var own = await CreateAsync(rooms, new() { Identifier = "own", FromEmail = "own@example.com", SmtpUser = "user", SmtpPassword = "p4ss" });
        var alone = await CreateAsync(rooms, new() { Identifier = "alone", FromEmail = "alone@example.com", SmtpUser = "", SmtpPassword = "p4ss" });

        Assert.Equal((true, false), (own.HasPassword, alone.HasPassword));
        Assert.Equal(0L, await rooms.ScalarAsync<long>("SELECT count(*) FROM content.senders WHERE position('p4ss'::bytea in smtp_password) > 0", Token));
        var found = await senders.FindAsync(rooms.First.EnvironmentId, "own", Token);
        Assert.Equal(("user", "p4ss"), (found?.Credentials?.UserName, found?.Credentials?.Password));
        Assert.Null((await senders.FindAsync(rooms.First.EnvironmentId, "alone", Token))?.Credentials);
        Assert.False((await UpdateAsync(rooms, "own", new() { SmtpUser = "" })).HasPassword);
        Assert.Null((await senders.FindAsync(rooms.First.EnvironmentId, "own", Token))?.Credentials);
    }

    [Fact]
    public async Task What_was_accepted_under_a_name_that_is_gone_keeps_its_author_but_has_no_login()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var senders = rooms.Get<ISenders>();
        await CreateAsync(rooms, new() { Identifier = "old", DisplayName = "Old", FromEmail = "old@example.com", SmtpUser = "user", SmtpPassword = "p4ss" });
        await UpdateAsync(rooms, "old", new() { Identifier = "new" });
        await DeleteAsync(rooms, "new");

        foreach (var name in new[] { "old", "new" })
        {
            Assert.Equal(
                new SenderAccount(new() { Address = "old@example.com", Name = "Old" }, null), await senders.FindAsync(rooms.First.EnvironmentId, name, Token));
            Assert.False(await senders.ExistsAsync(rooms.First.EnvironmentId, name, Token));
        }

        await CreateAsync(rooms, new() { Identifier = "old", FromEmail = "again@example.com" });
        Assert.True(await senders.ExistsAsync(rooms.First.EnvironmentId, "old", Token));
        Assert.Equal("again@example.com", (await senders.FindAsync(rooms.First.EnvironmentId, "old", Token))?.From.Address);
        Assert.Null(await senders.FindAsync(rooms.First.EnvironmentId, "never", Token));
    }

    [Fact]
    public async Task Senders_of_two_environments_may_have_one_name_and_never_meet()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var other = await rooms.AddEnvironmentAsync("Other", Token);
        await CreateAsync(rooms, new() { Identifier = "shop", FromEmail = "shop@example.com", IsDefault = true });

        Assert.Null(await rooms.Get<ISenders>().FindDefaultAsync(other, Token));
        Assert.False(await rooms.Get<ISenders>().ExistsAsync(other, "shop", Token));
        Assert.Null(await rooms.AsAsync<ISenderDirectory, SenderView?>(other, async directory => await directory.FindAsync("shop", Token)));
    }

    [Theory]
    [InlineData("Shop", "a@example.com", "", "/identifier")]
    [InlineData("1shop", "a@example.com", "", "/identifier")]
    [InlineData("shop\n", "a@example.com", "", "/identifier")]
    [InlineData("shop", "Shop <a@example.com>", "", "/fromEmail")]
    [InlineData("shop", "a@example.com,b@example.com", "", "/fromEmail")]
    [InlineData("shop", "a@example.com", "Shop\r\nBcc: x", "/displayName")]
    public async Task What_would_not_make_a_From_line_is_refused(string identifier, string fromEmail, string displayName, string path)
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        var refusal = await RefusedAsync(() => CreateAsync(rooms, new() { Identifier = identifier, FromEmail = fromEmail, DisplayName = displayName }));

        Assert.Equal((ErrorCode.ValidationError, path), (refusal.Code, Assert.Single(refusal.Fields).Path));
    }

    [Fact]
    public async Task A_taken_name_is_told_and_a_missing_one_is_not_found()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        await CreateAsync(rooms, new() { Identifier = "shop", FromEmail = "shop@example.com" });

        Assert.Equal(ErrorCode.AlreadyExists, (await RefusedAsync(() => CreateAsync(rooms, new() { Identifier = "shop", FromEmail = "b@example.com" }))).Code);
        Assert.Equal(ErrorCode.NotFound, (await RefusedAsync(() => DeleteAsync(rooms, "other"))).Code);
    }

    [Theory]
    [InlineData(null, "Billing", "billing@example.com")]
    [InlineData("""{"email":{"from":"ceo@example.com"}}""", null, "ceo@example.com")]
    public void The_sender_gives_author_and_login_and_what_the_caller_overrides_wins(string? overrides, string? name, string address)
    {
        var credentials = new SenderCredentials { UserName = "user", Password = "p4ss" };
        var envelope = new MessageEnvelope
        {
            DeliveryId = DeliveryId.New(TimeProvider.System),
            NotificationId = NotificationId.New(TimeProvider.System),
            Attempt = 2,
            UserId = "alice",
            Channel = "email",
            Address = "alice@example.com",
            Priority = Priority.Normal,
            AcceptedAt = default,
            Sender = new(new() { Address = "billing@example.com", Name = "Billing" }, credentials),
        };

        var message = new DirectMessageRenderer().Render(new() { Body = "Hello", OverridesJson = overrides }, MessageFamily.Email, envelope);

        var email = Assert.IsType<EmailMessage>(message);
        Assert.Equal(new EmailAddress { Address = address, Name = name }, email.From);
        Assert.Same(credentials, email.Credentials);
        var sms = new DirectMessageRenderer().Render(new() { Body = "Hello" }, MessageFamily.Sms, envelope);
        Assert.Null(Assert.IsType<SmsMessage>(sms).From);
    }

    private static Task<SenderView> CreateAsync(Rooms rooms, SenderDraft draft) => AskAsync(rooms, directory => directory.CreateAsync(draft, null, Token));

    private static Task<SenderView> UpdateAsync(Rooms rooms, string identifier, SenderPatch patch) =>
        AskAsync(rooms, directory => directory.UpdateAsync(identifier, patch, null, Token));

    private static Task<bool> DeleteAsync(Rooms rooms, string identifier) => AskAsync(rooms, async directory =>
    {
        await directory.DeleteAsync(identifier, null, Token);
        return true;
    });

    private static Task<T> AskAsync<T>(Rooms rooms, Func<ISenderDirectory, Task<T>> ask) =>
        rooms.AsAsync<ISenderDirectory, T>(rooms.First.EnvironmentId, async directory => await ask(directory));

    private static Task<NotifyException> RefusedAsync(Func<Task> ask) => Assert.ThrowsAsync<NotifyException>(ask);
}
