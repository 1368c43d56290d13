using Microsoft.EntityFrameworkCore;
using Notify.Content.Contracts;
using Notify.Postgres.Environments;
using Notify.Postgres.Idempotency;
using Notify.Primitives;
using Notify.Secrets;

namespace Notify.Content.Senders;

/// <summary>Keeps senders. Every change is one transaction, and repeats of a keyed change get its first answer.</summary>
internal sealed class SenderDirectory(ContentDbContext database, EnvironmentScope scope, SecretBox secrets, SenderCache cache, TimeProvider timeProvider) : ISenderDirectory
{
    private IQueryable<SenderRow> Present => database.Senders.Where(static sender => sender.DeletedAt == null);

    public async Task<IReadOnlyList<SenderView>> ListAsync(CancellationToken cancellationToken) =>
        (await Present.AsNoTracking().OrderBy(static sender => sender.Identifier).ToListAsync(cancellationToken)).ConvertAll(ToView);

    public async Task<SenderView?> FindAsync(string identifier, CancellationToken cancellationToken) =>
        await Present.AsNoTracking().SingleOrDefaultAsync(sender => sender.Identifier == identifier, cancellationToken) is { } found ? ToView(found) : null;

    public Task<SenderView> CreateAsync(SenderDraft draft, RequestKey? key, CancellationToken cancellationToken)
    {
        SenderRules.Require(draft);
        return ChangeAsync(key, async token =>
        {
            await FreeAsync(draft.Identifier, token);
            var now = timeProvider.GetUtcNow();
            var sender = new SenderRow
            {
                Id = Uuid7.New(timeProvider),
                EnvironmentId = scope.EnvironmentId.Value,
                Identifier = draft.Identifier,
                DisplayName = NullIfEmpty(draft.DisplayName),
                FromEmail = draft.FromEmail,
                CreatedAt = now,
                UpdatedAt = now,
            };
            SetLogin(sender, draft.SmtpUser, draft.SmtpPassword);
            database.Senders.Add(sender);
            await SetDefaultAsync(sender, draft.IsDefault, token);
            return ToView(sender);
        }, cancellationToken);
    }

    public Task<SenderView> UpdateAsync(string identifier, SenderPatch patch, RequestKey? key, CancellationToken cancellationToken)
    {
        SenderRules.Require(patch);
        return ChangeAsync(key, async token =>
        {
            var sender = await GetAsync(identifier, token);
            if (patch.Identifier is { } renamed && renamed != identifier)
            {
                RefuseDefault(sender, "renamed");
                await FreeAsync(renamed, token);
                sender.Identifier = renamed;
                await database.SaveChangesAsync(token); // gives the old name up before it is kept for what was accepted under it
                database.Senders.Add(Former(sender, identifier));
            }

            sender.DisplayName = patch.DisplayName is null ? sender.DisplayName : NullIfEmpty(patch.DisplayName);
            sender.FromEmail = patch.FromEmail ?? sender.FromEmail;
            SetLogin(sender, patch.SmtpUser, patch.SmtpPassword);
            await SetDefaultAsync(sender, patch.IsDefault ?? sender.IsDefault, token);
            sender.UpdatedAt = timeProvider.GetUtcNow();
            return ToView(sender);
        }, cancellationToken);
    }

    public Task DeleteAsync(string identifier, RequestKey? key, CancellationToken cancellationToken) => ChangeAsync(key, async token =>
    {
        var sender = await GetAsync(identifier, token);
        RefuseDefault(sender, "deleted");
        sender.DeletedAt = timeProvider.GetUtcNow(); // its name and address stay for what was accepted in its name
        SetLogin(sender, user: "", password: null);
        return true;
    }, cancellationToken);

    private async Task<T> ChangeAsync<T>(RequestKey? key, Func<CancellationToken, Task<T>> change, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await IdempotencyLedger.RunAsync(database, scope.EnvironmentId, key, change, cancellationToken);
            cache.Forget(scope.EnvironmentId);
            return answer;
        }
        catch (DbUpdateException exception) when (exception.InnerException is Npgsql.PostgresException { SqlState: Npgsql.PostgresErrorCodes.UniqueViolation } or null)
        {
            throw new NotifyException(ErrorCode.Conflict, "Another request changed this environment's senders at the same moment. Read them and try again.");
        }
    }

    /// <summary>Makes sure that a name can be taken; what is only kept under it makes way.</summary>
    private async Task FreeAsync(string identifier, CancellationToken cancellationToken)
    {
        if (await Present.AnyAsync(sender => sender.Identifier == identifier, cancellationToken))
        {
            throw new NotifyException(
                ErrorCode.AlreadyExists, $"A sender '{identifier}' exists already. Choose another identifier, or change it with PATCH.",
                new FieldError("/identifier", "This identifier is taken."));
        }

        await database.Senders.Where(sender => sender.Identifier == identifier).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>One default per environment: the old one steps back before the new one is written.</summary>
    private async Task SetDefaultAsync(SenderRow sender, bool isDefault, CancellationToken cancellationToken)
    {
        if (isDefault && !sender.IsDefault)
        {
            await database.Senders.Where(static other => other.IsDefault)
                .ExecuteUpdateAsync(static update => update.SetProperty(static other => other.IsDefault, false), cancellationToken);
        }

        sender.IsDefault = isDefault;
    }

    /// <summary>Sets what is given; an empty user removes the login, and without a user no password is kept.</summary>
    private void SetLogin(SenderRow sender, string? user, string? password)
    {
        sender.SmtpUser = user is null ? sender.SmtpUser : NullIfEmpty(user);
        if (sender.SmtpUser is null)
        {
            sender.SmtpPassword = null;
        }
        else if (password is not null)
        {
            sender.SmtpPassword = password.Length == 0 ? null : secrets.Seal(sender.Id, password);
        }
    }

    /// <summary>What is kept of a name that was given up: no login.</summary>
    private SenderRow Former(SenderRow sender, string identifier) => new()
    {
        Id = Uuid7.New(timeProvider),
        EnvironmentId = sender.EnvironmentId,
        Identifier = identifier,
        DisplayName = sender.DisplayName,
        FromEmail = sender.FromEmail,
        CreatedAt = sender.CreatedAt,
        UpdatedAt = timeProvider.GetUtcNow(),
        DeletedAt = timeProvider.GetUtcNow(),
    };

    private async Task<SenderRow> GetAsync(string identifier, CancellationToken cancellationToken) =>
        await Present.SingleOrDefaultAsync(sender => sender.Identifier == identifier, cancellationToken)
        ?? throw new NotifyException(ErrorCode.NotFound, $"There is no sender '{identifier}' in this environment.");

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void RefuseDefault(SenderRow sender, string what)
    {
        if (sender.IsDefault)
        {
            throw new NotifyException(
                ErrorCode.Conflict, $"Sender '{sender.Identifier}' is the environment's default and cannot be {what}. Make another one the default first, or set isDefault to false.");
        }
    }

    private static SenderView ToView(SenderRow sender) => new()
    {
        Identifier = sender.Identifier,
        DisplayName = sender.DisplayName,
        FromEmail = sender.FromEmail,
        SmtpUser = sender.SmtpUser,
        HasPassword = sender.SmtpPassword is not null,
        IsDefault = sender.IsDefault,
        CreatedAt = sender.CreatedAt,
        UpdatedAt = sender.UpdatedAt,
    };
}
