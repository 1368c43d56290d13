using System.Runtime.CompilerServices;
using Notify.GraphQL.Language;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>What the rules share while one document is validated: the errors so far, the fragments, the uses of variables.</summary>
internal sealed class ValidationContext
{
    private const int MaxMessageLength = 1_000; // a literal of the client's may be as long as its document
    private readonly Dictionary<string, FragmentInfo>? byName;
    private List<IError>? errors;

    public ValidationContext(Schema schema, DocumentNode document, ValidationOptions options)
    {
        Schema = schema;
        Document = document;
        Options = options;
        Fragments = FragmentInfo.Of(schema, document);
        if (Fragments.Length > 0)
        {
            byName = new Dictionary<string, FragmentInfo>(Fragments.Length, StringComparer.Ordinal);
            foreach (var fragment in Fragments)
            {
                byName[fragment.Name] = fragment;
            }
        }
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    public ValidationOptions Options { get; }

    /// <summary>Gets the fragments in the order of the document, those of the same name included.</summary>
    public FragmentInfo[] Fragments { get; }

    /// <summary>Gets every use of a variable; operations and fragments remember which part is theirs.</summary>
    public List<VariableUsage> VariableUsages { get; } = [];

    /// <summary>Gets or sets whether a fragment contains itself, so that following spreads would not end.</summary>
    public bool HasFragmentCycle { get; set; }

    public IReadOnlyList<IError> Errors => errors ?? (IReadOnlyList<IError>)[];

    /// <summary>Gets whether there are as many errors as asked for; rules then stop.</summary>
    public bool IsFull => errors is not null && errors.Count >= Options.MaxErrors;

    public bool SuggestsNames => Options.SuggestNames == true;

    public FragmentInfo? FindFragment(string name) => byName?.GetValueOrDefault(name);

    /// <summary>Finds the type a reference names, wrappers included; null when the schema has none of that name.</summary>
    public GraphQLType? TypeOf(TypeNode node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return node switch
        {
            NamedTypeNode named => Schema.FindType(named.Name),
            ListTypeNode list => TypeOf(list.OfType)?.AsList,
            NonNullTypeNode nonNull => TypeOf(nonNull.OfType)?.AsNonNull,
            _ => null,
        };
    }

    /// <summary>Reports that the document breaks a rule of the specification.</summary>
    public void Report(string rule, string message, params ReadOnlySpan<int> offsets) =>
        Add(ErrorCodes.ValidationFailed, rule, message, offsets);

    /// <summary>Reports that the document goes beyond a limit, which has a code of its own.</summary>
    public void Refuse(string code, string rule, string message, params ReadOnlySpan<int> offsets) => Add(code, rule, message, offsets);

    /// <summary>Reports that rules would have to descend deeper than the stack reaches.</summary>
    public void RefuseDepth(int offset) =>
        Refuse(ErrorCodes.MaxRecursionDepth, RuleNames.MaxRecursionDepth, "The document nests too deep to be validated.", offset);

    private void Add(string code, string rule, string message, ReadOnlySpan<int> offsets)
    {
        if (IsFull)
        {
            return;
        }

        var locations = new SourceLocation[Math.Min(offsets.Length, Options.MaxLocationsPerError)];
        for (var i = 0; i < locations.Length; i++)
        {
            locations[i] = Document.LocationOf(offsets[i]);
        }

        (errors ??= []).Add(new GraphQLError(message.Length <= MaxMessageLength ? message : $"{message.AsSpan(0, MaxMessageLength)}…")
        {
            Code = code,
            Locations = locations,
            Extensions = new Dictionary<string, object?>(1) { ["rule"] = rule },
        });
    }
}

/// <summary>A variable in a value.</summary>
/// <param name="Node">The variable.</param>
/// <param name="Type">The type its place asks for; null when the place itself is unknown.</param>
/// <param name="OneOf">The <c>@oneOf</c> input object that it gives the one field of; null elsewhere.</param>
/// <param name="HasDefault">Whether the place has a default, so that the variable may be missing.</param>
internal readonly record struct VariableUsage(VariableNode Node, GraphQLType? Type, InputObjectType? OneOf, bool HasDefault);
