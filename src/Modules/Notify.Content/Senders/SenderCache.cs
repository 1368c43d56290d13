using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Notify.Channels.Sdk;
using Notify.Content.Contracts;
using Notify.Postgres.Environments;
using Notify.Primitives;
using Notify.Secrets;

namespace Notify.Content.Senders;

/// <summary>The senders of environments, ready for sending. Answers may be up to 2 seconds old; one that is not known is looked for at once.</summary>
internal sealed class SenderCache(IServiceScopeFactory scopes, SecretBox secrets) : ISenders
{
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);
    private readonly ConcurrentDictionary<EnvironmentId, Entry> entries = new();

    public async ValueTask<string?> FindDefaultAsync(EnvironmentId environmentId, CancellationToken cancellationToken) =>
        (await GetAsync(environmentId, cancellationToken)).Default;

    public async ValueTask<bool> ExistsAsync(EnvironmentId environmentId, string identifier, CancellationToken cancellationToken) =>
        await LookUpAsync(environmentId, identifier, static sender => sender.DeletedAt is null, cancellationToken) is not null;

    public async ValueTask<SenderAccount?> FindAsync(EnvironmentId environmentId, string identifier, CancellationToken cancellationToken) =>
        await LookUpAsync(environmentId, identifier, static _ => true, cancellationToken) is { } sender
            ? new(new() { Address = sender.FromEmail, Name = sender.DisplayName }, Login(sender))
            : null;

    /// <summary>Forgets what is known of an environment, after this process changed it.</summary>
    public void Forget(EnvironmentId environmentId) => entries.TryRemove(environmentId, out _);

    private async ValueTask<SenderRow?> LookUpAsync(
        EnvironmentId environmentId, string identifier, Func<SenderRow, bool> isWanted, CancellationToken cancellationToken)
    {
        if ((await GetAsync(environmentId, cancellationToken)).ByIdentifier.TryGetValue(identifier, out var known) && isWanted(known))
        {
            return known;
        }

        var fresh = await ReadAsync(environmentId, cancellationToken); // it may have been made a moment ago, by another process
        return fresh.ByIdentifier.TryGetValue(identifier, out var found) && isWanted(found) ? found : null;
    }

    private async ValueTask<Entry> GetAsync(EnvironmentId environmentId, CancellationToken cancellationToken) =>
        entries.TryGetValue(environmentId, out var entry) && TimeProvider.System.GetElapsedTime(entry.ReadAt) <= Freshness
            ? entry : await ReadAsync(environmentId, cancellationToken);

    private async Task<Entry> ReadAsync(EnvironmentId environmentId, CancellationToken cancellationToken)
    {
        var readAt = TimeProvider.System.GetTimestamp();
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<EnvironmentScope>().Enter(environmentId);
        var stored = await scope.ServiceProvider.GetRequiredService<ContentDbContext>().Senders.AsNoTracking().ToListAsync(cancellationToken);
        return entries[environmentId] = new(
            readAt, stored.Find(static sender => sender.IsDefault)?.Identifier, stored.ToDictionary(static sender => sender.Identifier, StringComparer.Ordinal));
    }

    private SenderCredentials? Login(SenderRow sender) => sender.SmtpUser is null
        ? null
        : new() { UserName = sender.SmtpUser, Password = sender.SmtpPassword is null ? "" : secrets.Open(sender.Id, sender.SmtpPassword) };

    private sealed record Entry(long ReadAt, string? Default, Dictionary<string, SenderRow> ByIdentifier);
}
