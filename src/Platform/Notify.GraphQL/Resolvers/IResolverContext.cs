using System.Security.Claims;

namespace Notify.GraphQL.Resolvers;

/// <summary>What a resolver may know about the field it answers. Valid while the resolver runs.</summary>
public interface IResolverContext
{
    /// <summary>Gets the response position of the field.</summary>
    Path Path { get; }

    /// <summary>Gets the field's response name: its alias, or else its name.</summary>
    string ResponseName { get; }

    /// <summary>Gets the request's services.</summary>
    IServiceProvider Services { get; }

    /// <summary>Gets who asks; an identity that is not authenticated when nobody signed in.</summary>
    ClaimsPrincipal User { get; }

    /// <summary>Gets what ends when the client leaves or the time is up.</summary>
    CancellationToken RequestAborted { get; }

    /// <summary>Gets the state shared by all resolvers of the request, such as interceptors have set.</summary>
    IDictionary<string, object?> ContextData { get; }

    /// <summary>Gets the value of the object the field belongs to.</summary>
    /// <typeparam name="T">The value's type.</typeparam>
    /// <exception cref="InvalidCastException">The value is of another type.</exception>
    T Parent<T>();

    /// <summary>Gets an argument's value; the type's default when it was not given.</summary>
    /// <param name="name">The argument's name in the schema.</param>
    /// <typeparam name="T">The argument's .NET type.</typeparam>
    /// <exception cref="ArgumentException">The field has no such argument.</exception>
    T? ArgumentValue<T>(string name);

    /// <summary>Answers whether the client selected a field of this field's object, under whatever alias.</summary>
    /// <param name="fieldName">The field's name in the schema.</param>
    bool IsSelected(string fieldName);

    /// <summary>Adds an error beside the field's value.</summary>
    /// <param name="error">The error; its path is set to this field's when it has none.</param>
    void ReportError(IError error);
}
