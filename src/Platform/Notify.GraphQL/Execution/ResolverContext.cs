using System.Security.Claims;
using Notify.GraphQL.Resolvers;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Execution;

/// <summary>One call of a resolver.</summary>
internal sealed class ResolverContext(RequestState request, FieldPlan field, object? source, object?[] arguments, ResultNode? parent) : IResolverContext
{
    private Path? path;

    public RequestState Request { get; } = request;

    public FieldPlan Field { get; } = field;

    /// <summary>Gets the parent object's value; null for root fields.</summary>
    public object? Source { get; } = source;

    /// <summary>
    /// Gets the converted arguments in the order of <see cref="FieldDefinition.Arguments"/>;
    /// <see cref="InputObjectValue.Missing"/> where none was given and there is no default.
    /// </summary>
    public object?[] Arguments { get; } = arguments;

    /// <summary>Gets the event that a subscription's root field answers; null elsewhere.</summary>
    public object? EventMessage => Request.EventMessage;

    public Path Path => path ??= Path.Field(parent?.PathOf(), Field.ResponseName);

    public string ResponseName => Field.ResponseName;

    public IServiceProvider Services => Request.Services;

    public ClaimsPrincipal User => Request.User;

    public CancellationToken RequestAborted => Request.RequestAborted;

    public IDictionary<string, object?> ContextData => Request.ContextData;

    public T Parent<T>() => (T)Source!; // a null parent is a root field's: the cast then says so

    public T? ArgumentValue<T>(string name)
    {
        for (var i = 0; i < Field.Definition.Arguments.Count; i++)
        {
            if (Field.Definition.Arguments[i].Name == name)
            {
                return ReferenceEquals(Arguments[i], InputObjectValue.Missing) ? default : (T?)Arguments[i];
            }
        }

        throw new ArgumentException($"The field {Field.Definition.Coordinate} has no argument '{name}'.", nameof(name));
    }

    public bool IsSelected(string fieldName) => Field.IsSelected(fieldName);

    public void ReportError(IError error) => Request.ReportError(error, this);
}
