namespace Notify.GraphQL.Types;

/// <summary>The kinds of operation, and so the root types.</summary>
public enum OperationType
{
    /// <summary>Reads.</summary>
    Query,

    /// <summary>Writes.</summary>
    Mutation,

    /// <summary>Listens.</summary>
    Subscription,
}

/// <summary>Adds the members of a class to the query type.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class QueryTypeAttribute : Attribute
{
    /// <summary>Gets or sets whether static members become fields. Default true.</summary>
    public bool IncludeStaticMembers { get; set; } = true;
}

/// <summary>Adds the members of a class to the mutation type.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class MutationTypeAttribute : Attribute
{
    /// <summary>Gets or sets whether static members become fields. Default true.</summary>
    public bool IncludeStaticMembers { get; set; } = true;
}

/// <summary>Adds the members of a class to the subscription type.</summary>
[AttributeUsage(AttributeTargets.Class, Inherited = true)]
public sealed class SubscriptionTypeAttribute : Attribute
{
    /// <summary>Gets or sets whether static members become fields. Default true.</summary>
    public bool IncludeStaticMembers { get; set; } = true;
}
