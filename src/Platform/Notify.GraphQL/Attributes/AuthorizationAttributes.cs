namespace Notify.GraphQL.Authorization;

/// <summary>When an <see cref="AuthorizeAttribute"/> is checked.</summary>
public enum ApplyPolicy
{
    /// <summary>Before the resolver runs. The default.</summary>
    BeforeResolver,

    /// <summary>After the resolver has run; the policy's resource is then what it answered.</summary>
    AfterResolver,

    /// <summary>Before the resolver runs: a rule must never show as a difference in what is valid.</summary>
    Validation,
}

/// <summary>
/// Demands a signed-in user, and where given that the policy holds and that the user has one of the roles. On a root class it holds
/// for all its fields; on an object type wherever a field answers the type.
/// </summary>
/// <param name="policy">The policy's name; null to demand no more than a signed-in user.</param>
/// <param name="apply">When it is checked.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Interface | AttributeTargets.Property | AttributeTargets.Method,
    AllowMultiple = true)]
public sealed class AuthorizeAttribute(string? policy = null, ApplyPolicy apply = ApplyPolicy.BeforeResolver) : Attribute
{
    /// <summary>Demands a signed-in user.</summary>
    /// <param name="apply">When it is checked.</param>
    public AuthorizeAttribute(ApplyPolicy apply)
        : this(null, apply)
    {
    }

    /// <summary>Gets or sets the policy's name; null to demand none.</summary>
    public string? Policy { get; set; } = policy;

    /// <summary>Gets or sets the roles of which the user must have one; empty to demand none.</summary>
    public string[] Roles { get; set; } = [];

    /// <summary>Gets or sets when it is checked.</summary>
    public ApplyPolicy Apply { get; set; } = apply;
}

/// <summary>Lifts the rules that the class puts on its fields from this one.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Method)]
public sealed class AllowAnonymousAttribute : Attribute;
