using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Modules.Tests.Workspaces;

public sealed class EnvironmentTests(TestServers.TestServers servers)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_name_is_unique_within_the_project_whatever_the_case()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        await rooms.AddEnvironmentAsync("Production", Token);

        var refusal = await Assert.ThrowsAsync<NotifyException>(() => rooms.AddEnvironmentAsync("PRODUCTION", Token));

        Assert.Equal(ErrorCode.AlreadyExists, refusal.Code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    [InlineData("a\nb")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task A_name_that_cannot_be_shown_is_refused(string? name)
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);

        var refusal = await Assert.ThrowsAsync<NotifyException>(() => rooms.AddEnvironmentAsync(name!, Token));

        Assert.Equal("/name", Assert.Single(refusal.Fields).Path);
    }

    [Fact]
    public async Task Another_project_does_not_see_them()
    {
        await using var rooms = await Rooms.OpenAsync(servers, Token);
        var stranger = rooms.Caller with { ProjectId = ProjectId.New(TimeProvider.System) };

        Assert.Empty(await rooms.AsAsync<IEnvironmentDirectory, IReadOnlyList<EnvironmentInfo>>(
            rooms.First.EnvironmentId, environments => environments.ListAsync(stranger, Token)));
        Assert.Equal("Development", Assert.Single(await rooms.AsAsync<IEnvironmentDirectory, IReadOnlyList<EnvironmentInfo>>(
            rooms.First.EnvironmentId, environments => environments.ListAsync(rooms.Caller, Token))).Name);
    }
}
