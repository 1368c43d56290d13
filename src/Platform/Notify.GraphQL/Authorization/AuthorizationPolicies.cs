using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Finds rules that name a policy which does not exist, so that they stop the start instead of each request.</summary>
internal static class AuthorizationPolicies
{
    public static void Check(IReadOnlyList<AuthorizationRule> rules, BuildContext context)
    {
        foreach (var policy in rules.Select(rule => rule.Policy).OfType<string>().Distinct())
        {
            if (context.Services.GetService<IAuthorizationPolicyProvider>() is not { } provider || !context.IsService.IsService(typeof(IAuthorizationService)))
            {
                context.Problem($"[Authorize] names the policy '{policy}', but no authorization is registered. Call AddAuthorization() on the server and add the policy to its options.");
            }
            else if (Find(provider, policy) is null)
            {
                context.Problem($"[Authorize] names the policy '{policy}', which does not exist. Add it with AddAuthorization(options => options.AddPolicy(\"{policy}\", …)).");
            }
        }
    }

    private static AuthorizationPolicy? Find(IAuthorizationPolicyProvider provider, string policy) =>
        provider.GetPolicyAsync(policy).GetAwaiter().GetResult(); // at the start only, where nothing else waits for this thread
}
