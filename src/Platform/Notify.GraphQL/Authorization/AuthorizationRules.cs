using System.Reflection;
using Notify.GraphQL.Authorization;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>Reads <c>[Authorize]</c> and <c>[AllowAnonymous]</c>. What an interface demands, its classes demand too.</summary>
internal static class AuthorizationRules
{
    public static IReadOnlyList<AuthorizationRule> OfType(Type type, ClassCollection classes) =>
    [
        .. type.GetInterfaces().Prepend(type)
            .SelectMany(face => classes.Extensions(face).Prepend(face))
            .SelectMany(source => source.GetCustomAttributes<AuthorizeAttribute>(inherit: true))
            .Select(Rule),
    ];

    public static FieldRules OfField(MemberInfo member, FieldScope scope)
    {
        if (member.IsDefined(typeof(AllowAnonymousAttribute)))
        {
            return new FieldRules([], []);
        }

        IEnumerable<AuthorizeAttribute> attributes =
        [
            .. scope.Root is null ? [] : scope.Class.GetCustomAttributes<AuthorizeAttribute>(inherit: true),
            .. member.GetCustomAttributes<AuthorizeAttribute>(),
            .. Inherited(member, scope),
        ];
        var all = attributes.ToLookup(attribute => attribute.Apply == ApplyPolicy.AfterResolver);
        return new FieldRules([.. all[false].Select(Rule)], [.. all[true].Select(Rule)]);
    }

    private static IEnumerable<AuthorizeAttribute> Inherited(MemberInfo member, FieldScope scope) =>
        scope.IsOwn
            ? scope.Class.GetInterfaces().SelectMany(face => face.GetMember(member.Name)).SelectMany(promise => promise.GetCustomAttributes<AuthorizeAttribute>())
            : [];

    private static AuthorizationRule Rule(AuthorizeAttribute attribute) => new(attribute.Policy, attribute.Roles);
}

/// <summary>The rules of one field, by when they are checked.</summary>
internal sealed record FieldRules(IReadOnlyList<AuthorizationRule> Before, IReadOnlyList<AuthorizationRule> After)
{
    public IReadOnlyList<AuthorizationRule> All => [.. Before, .. After];
}
