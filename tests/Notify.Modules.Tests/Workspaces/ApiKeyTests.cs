using Notify.Primitives;
using Notify.Workspaces.Contracts;
using Notify.Workspaces.Keys;

namespace Notify.Modules.Tests.Workspaces;

public sealed class ApiKeyTests(TestServers.TestServers servers)
{
    private const string Key = "first-key-0123456789";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_made_key_opens_its_environment_and_only_its_hash_is_stored()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        var made = await CreateAsync(rooms, new() { Name = "ci", Type = ApiKeyType.Team });
        var principal = await rooms.Get<IApiKeyAuthenticator>().AuthenticateAsync(made.Key!, Token);

        Assert.Equal(
            new ApiKeyPrincipal { ProjectId = rooms.First.ProjectId, EnvironmentId = rooms.First.EnvironmentId, ApiKeyId = made.Info.Id, Type = ApiKeyType.Team },
            principal);
        Assert.False(await rooms.ScalarAsync<bool>($"SELECT EXISTS (SELECT 1 FROM workspaces.api_keys k WHERE k::text LIKE '%{made.Key}%')", Token));
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("unknown-but-well-formed-key")]
    [InlineData("with blanks in between, long enough")]
    [InlineData("'; DROP TABLE workspaces.api_keys; --")]
    [InlineData("ключ-ключ-ключ-ключ-ключ")]
    public async Task An_unknown_key_opens_nothing(string presented)
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        Assert.Null(await rooms.Get<IApiKeyAuthenticator>().AuthenticateAsync(presented, Token));
    }

    [Fact]
    public async Task A_revoked_key_stops_working_within_two_seconds()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var rooms = await Rooms.OpenAsync(servers, Token, time);
        var made = await CreateAsync(rooms, new() { Name = "ci", Type = ApiKeyType.Normal });
        var authenticator = rooms.Get<IApiKeyAuthenticator>();
        await authenticator.AuthenticateAsync(made.Key!, Token);

        Assert.True(await RevokeAsync(rooms, rooms.First.EnvironmentId, made.Info.Id));
        Assert.NotNull(await authenticator.AuthenticateAsync(made.Key!, Token));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Null(await authenticator.AuthenticateAsync(made.Key!, Token));
        Assert.False(await RevokeAsync(rooms, rooms.First.EnvironmentId, made.Info.Id));
    }

    [Fact]
    public async Task A_key_that_was_unknown_works_two_seconds_after_it_was_made()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var rooms = await Rooms.OpenAsync(servers, Token, time);
        var authenticator = rooms.Get<IApiKeyAuthenticator>();
        Assert.Null(await authenticator.AuthenticateAsync(Key, Token));

        await rooms.ScalarAsync<object>(
            $"""
            INSERT INTO workspaces.api_keys (id, environment_id, name, type, prefix, hash, created_at)
            VALUES (gen_random_uuid(), '{rooms.First.EnvironmentId}', 'late', 'TEST', 'first-ke', sha256('{Key}'), now())
            """, Token);

        Assert.Null(await authenticator.AuthenticateAsync(Key, Token));
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(ApiKeyType.Test, (await authenticator.AuthenticateAsync(Key, Token))?.Type);
    }

    [Fact]
    public void A_full_cache_forgets_instead_of_growing()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        var cache = new Notify.Workspaces.ShortLivedCache<int, string>(time, TimeSpan.FromSeconds(2), capacity: 10);

        for (var i = 0; i < 1_000; i++)
        {
            cache.Set(i, "guess");
        }

        Assert.True(Enumerable.Range(0, 1_000).Count(i => cache.TryGet(i, out _)) <= 10);
        Assert.True(cache.TryGet(999, out _));
    }

    [Fact]
    public async Task Another_environment_neither_sees_nor_revokes_a_key()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var other = await rooms.AddEnvironmentAsync("Other", Token);
        var made = await CreateAsync(rooms, new() { Name = "ci", Type = ApiKeyType.Normal });

        Assert.Empty(await ListAsync(rooms, other));
        Assert.False(await RevokeAsync(rooms, other, made.Info.Id));
        Assert.Equal(made.Info.Id, Assert.Single(await ListAsync(rooms, rooms.First.EnvironmentId)).Id);
    }

    [Fact]
    public async Task A_key_can_be_made_for_another_environment_of_the_project_but_not_of_another()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var other = await rooms.AddEnvironmentAsync("Other", Token);

        var made = await CreateAsync(rooms, new() { Name = "ci", Type = ApiKeyType.Normal, EnvironmentId = other });
        var refusal = await Assert.ThrowsAsync<NotifyException>(
            () => CreateAsync(rooms, new() { Name = "ci", Type = ApiKeyType.Normal, EnvironmentId = EnvironmentId.New(TimeProvider.System) }));

        Assert.Equal(other, (await rooms.Get<IApiKeyAuthenticator>().AuthenticateAsync(made.Key!, Token))?.EnvironmentId);
        Assert.Equal(ErrorCode.NotFound, refusal.Code);
    }

    [Fact]
    public async Task A_repeated_request_makes_one_key_and_never_shows_it_again()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var requestKey = new RequestKey("once", [1]);

        var first = await CreateAsync(rooms, new() { Name = "ci", Type = ApiKeyType.Normal }, requestKey);
        var repeat = await CreateAsync(rooms, new() { Name = "ci", Type = ApiKeyType.Normal }, requestKey);

        Assert.Equal(first.Info.Id, repeat.Info.Id);
        Assert.Null(repeat.Key);
        Assert.Equal(0, await rooms.ScalarAsync<long>($"SELECT count(*) FROM platform.idempotency_keys WHERE response::text LIKE '%{first.Key}%'", Token));
        Assert.Single(await ListAsync(rooms, rooms.First.EnvironmentId));
    }

    [Fact]
    public async Task The_last_use_is_written_down_later()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch.AddYears(60));
        await using var rooms = await Rooms.OpenAsync(servers, Token, time);
        var made = await CreateAsync(rooms, new() { Name = "ci", Type = ApiKeyType.Normal });

        await rooms.Get<IApiKeyAuthenticator>().AuthenticateAsync(made.Key!, Token);
        await rooms.Get<KeyUsage>().FlushAsync(Token);

        Assert.Equal(time.GetUtcNow(), Assert.Single(await ListAsync(rooms, rooms.First.EnvironmentId)).LastUsedAt);
    }

    private static Task<CreatedApiKey> CreateAsync(Rooms rooms, NewApiKey wanted, RequestKey? requestKey = null) =>
        rooms.AsAsync<IApiKeyDirectory, CreatedApiKey>(rooms.First.EnvironmentId, keys => keys.CreateAsync(rooms.Caller, wanted, requestKey, Token));

    private static Task<bool> RevokeAsync(Rooms rooms, EnvironmentId environmentId, ApiKeyId id) =>
        rooms.AsAsync<IApiKeyDirectory, bool>(environmentId, keys => keys.RevokeAsync(rooms.CallerOf(environmentId), id, null, Token));

    private static Task<IReadOnlyList<ApiKeyInfo>> ListAsync(Rooms rooms, EnvironmentId environmentId) =>
        rooms.AsAsync<IApiKeyDirectory, IReadOnlyList<ApiKeyInfo>>(environmentId, keys => keys.ListAsync(rooms.CallerOf(environmentId), Token));
}
