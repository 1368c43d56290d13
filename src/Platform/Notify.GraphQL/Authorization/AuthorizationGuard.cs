using System.Collections;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Notify.GraphQL.Execution;
using Notify.GraphQL.Types.Pagination;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>
/// Puts rules around a resolver. Who does not pass gets an error at the field's place, never another answer of what is valid.
/// </summary>
internal static class AuthorizationGuard
{
    private const string Refusal = "The current user is not authorized to access this resource.";

    /// <summary>Checks rules before and after a resolver, and those of the objects it answers when their type is only known then.</summary>
    public static FieldResolver Wrap(FieldResolver resolver, FieldRules rules, NamedType? abstractAnswer)
    {
        var guarded = rules.After.Count == 0 && abstractAnswer is null ? resolver : CheckAfter(resolver, rules.After, abstractAnswer);
        return rules.Before.Count == 0 ? guarded : CheckBefore(guarded, rules.Before);
    }

    public static SubscribeResolver Wrap(SubscribeResolver subscribe, IReadOnlyList<AuthorizationRule> rules) => rules.Count == 0 ? subscribe : async context =>
    {
        await CheckAsync(rules, context, null);
        return await subscribe(context);
    };

    /// <exception cref="GraphQLException">The user does not pass.</exception>
    public static ValueTask CheckAsync(IReadOnlyList<AuthorizationRule> rules, ResolverContext context, object? resource)
    {
        var needsPolicy = false;
        foreach (var rule in rules)
        {
            if (!context.User.Identities.Any(static identity => identity.IsAuthenticated))
            {
                throw Refuse(ErrorCodes.NotAuthenticated);
            }

            if (rule.Roles.Count > 0 && !rule.Roles.Any(context.User.IsInRole))
            {
                throw Refuse(ErrorCodes.NotAuthorized);
            }

            needsPolicy |= rule.Policy is not null;
        }

        return needsPolicy ? CheckPoliciesAsync(rules, context, resource) : ValueTask.CompletedTask;
    }

    private static async ValueTask CheckPoliciesAsync(IReadOnlyList<AuthorizationRule> rules, ResolverContext context, object? resource)
    {
        var service = context.Services.GetRequiredService<IAuthorizationService>();
        foreach (var rule in rules)
        {
            if (rule.Policy is not null && !(await service.AuthorizeAsync(context.User, resource ?? context, rule.Policy)).Succeeded)
            {
                throw Refuse(ErrorCodes.NotAuthorized);
            }
        }
    }

    private static FieldResolver CheckBefore(FieldResolver resolver, IReadOnlyList<AuthorizationRule> rules) => context =>
    {
        var check = CheckAsync(rules, context, null);
        return check.IsCompletedSuccessfully ? resolver(context) : Continue(check, resolver, context);

        static async ValueTask<object?> Continue(ValueTask check, FieldResolver resolver, ResolverContext context)
        {
            await check;
            return await resolver(context);
        }
    };

    private static FieldResolver CheckAfter(FieldResolver resolver, IReadOnlyList<AuthorizationRule> rules, NamedType? abstractAnswer) => async context =>
    {
        var answer = await resolver(context);
        await CheckAsync(rules, context, answer);
        if (abstractAnswer is not null)
        {
            await CheckObjectsAsync(abstractAnswer, answer, context, 0);
        }

        return answer;
    };

    private static async ValueTask CheckObjectsAsync(NamedType type, object? answer, ResolverContext context, int depth)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(depth, 8); // lists of lists of lists: no schema nests deeper
        switch (answer)
        {
            case null:
                break;
            case MutationPayload payload:
                await CheckObjectsAsync(type, payload.Result, context, depth + 1);
                break;
            case IConnection connection:
                await CheckObjectsAsync(type, connection.NodeList, context, depth + 1);
                break;
            case IEnumerable items:
                foreach (var item in items)
                {
                    await CheckObjectsAsync(type, item, context, depth + 1);
                }

                break;
            default:
                if (context.Request.Schema.ResolveType(type, answer) is { Authorization.Count: > 0 } shown)
                {
                    await CheckAsync(shown.Authorization, context, answer);
                }

                break;
        }
    }

    private static GraphQLException Refuse(string code) => new(ErrorBuilder.New().SetMessage(Refusal).SetCode(code).Build());
}
