using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Validation;

/// <summary>How large a fragment is for whoever spreads it, fragments inside it included.</summary>
internal sealed class SelectionMeasure
{
    /// <summary>Gets or sets how deep its fields nest.</summary>
    public int Depth { get; set; }

    /// <summary>Gets or sets how many fragments are entered when every spread inside is followed.</summary>
    public long Visits { get; set; }

    /// <summary>Gets or sets how often <c>ofType</c> nests.</summary>
    public int OfTypeDepth { get; set; }

    /// <summary>Gets or sets how often list fields of <c>__Type</c> nest.</summary>
    public int TypeListDepth { get; set; }

    /// <summary>Gets how often each field with selections nests in itself; only fields of this fragment and those it spreads.</summary>
    public Dictionary<FieldDefinition, int> Nesting { get; } = new(ReferenceEqualityComparer.Instance);
}
