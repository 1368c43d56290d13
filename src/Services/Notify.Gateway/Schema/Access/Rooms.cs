using System.Security.Claims;
using Notify.Postgres.Environments;

namespace Notify.Gateway.Schema.Access;

/// <summary>
/// Calls a module in a service scope of its own: the fields of one request run side by side, and a module's database context
/// serves one caller at a time.
/// </summary>
internal sealed class Rooms(IServiceScopeFactory scopes)
{
    public async Task<TResult> AskAsync<TService, TResult>(ClaimsPrincipal user, Func<TService, Task<TResult>> ask)
        where TService : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<EnvironmentScope>().Enter(user.EnvironmentId());
        return await ask(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
