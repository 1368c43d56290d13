namespace Notify.GraphQL.Types;

/// <summary>Gives a mutation one <c>input</c> argument and a payload with errors, or says otherwise for this one.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class UseMutationConventionAttribute : Attribute
{
    /// <summary>Gets or sets the input type's name; null for the pattern of the options.</summary>
    public string? InputTypeName { get; set; }

    /// <summary>Gets or sets the argument's name; null for that of the options.</summary>
    public string? InputArgumentName { get; set; }

    /// <summary>Gets or sets the payload type's name; null for the pattern of the options.</summary>
    public string? PayloadTypeName { get; set; }

    /// <summary>Gets or sets the name of the payload's field with the result; null to go by the result's type.</summary>
    public string? PayloadFieldName { get; set; }

    /// <summary>Gets or sets the name of the union of errors; null for the pattern of the options.</summary>
    public string? PayloadErrorTypeName { get; set; }

    /// <summary>Gets or sets the name of the payload's field with the errors; null for that of the options.</summary>
    public string? PayloadErrorsFieldName { get; set; }

    /// <summary>Gets or sets whether the mutation keeps its own arguments and result. Default false.</summary>
    public bool Disable { get; set; }
}

/// <summary>
/// Turns an exception of the mutation into an entry of the payload's errors. The type is the exception itself; or a class with a
/// static <c>CreateErrorFrom(exception)</c> or a constructor taking the exception; or an <see cref="IPayloadErrorFactory{TError,TException}"/>.
/// </summary>
/// <param name="errorType">The type.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public class ErrorAttribute(Type errorType) : Attribute
{
    /// <summary>Gets the exception, error or factory.</summary>
    public Type ErrorType { get; } = errorType;
}

/// <inheritdoc />
/// <typeparam name="TError">The exception, error or factory.</typeparam>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ErrorAttribute<TError>() : ErrorAttribute(typeof(TError));

/// <summary>Makes a payload's error from an exception. Created once, with services of the application.</summary>
/// <typeparam name="TError">The error; needs a <c>Message</c>.</typeparam>
/// <typeparam name="TException">The exception.</typeparam>
public interface IPayloadErrorFactory<out TError, in TException>
    where TException : Exception
{
    /// <summary>Makes the error.</summary>
    /// <param name="exception">What the mutation threw.</param>
    TError CreateErrorFrom(TException exception);
}

/// <summary>The names that mutation conventions give; <c>{MutationName}</c> in a pattern stands for the field's name in PascalCase.</summary>
public sealed class MutationConventionOptions
{
    /// <summary>Gets or sets whether every mutation follows, or only those with <c>[UseMutationConvention]</c>. Default true.</summary>
    public bool ApplyToAllMutations { get; set; } = true;

    /// <summary>Gets or sets the argument's name. Default <c>input</c>.</summary>
    public string InputArgumentName { get; set; } = "input";

    /// <summary>Gets or sets the pattern of the input type's name. Default <c>{MutationName}Input</c>.</summary>
    public string InputTypeNamePattern { get; set; } = "{MutationName}Input";

    /// <summary>Gets or sets the pattern of the payload type's name. Default <c>{MutationName}Payload</c>.</summary>
    public string PayloadTypeNamePattern { get; set; } = "{MutationName}Payload";

    /// <summary>Gets or sets the pattern of the error union's name. Default <c>{MutationName}Error</c>.</summary>
    public string PayloadErrorTypeNamePattern { get; set; } = "{MutationName}Error";

    /// <summary>Gets or sets the name of the payload's field with the errors. Default <c>errors</c>.</summary>
    public string PayloadErrorsFieldName { get; set; } = "errors";
}
