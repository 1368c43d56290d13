using Notify.GraphQL.Execution;
using Notify.GraphQL.Types;
using Notify.GraphQL.Types.Pagination;
using Notify.GraphQL.TypeSystem;

namespace Notify.GraphQL.Building;

/// <summary>How one field pages: its arguments, and what they may be.</summary>
internal sealed class PagingPlan
{
    /// <summary>The arguments, in the order of the schema.</summary>
    public static readonly IReadOnlyList<string> ArgumentNames = ["first", "after", "last", "before"];

    private readonly string fieldName;
    private readonly int defaultPageSize;
    private readonly int maxPageSize;
    private readonly bool requireBoundaries;
    private readonly bool allowBackward;

    public PagingPlan(UsePagingAttribute attribute, PagingOptions options, string fieldName)
    {
        this.fieldName = fieldName;
        maxPageSize = attribute.MaxPageSizeOrNull ?? options.MaxPageSize;
        defaultPageSize = Math.Min(attribute.DefaultPageSizeOrNull ?? options.DefaultPageSize, maxPageSize);
        requireBoundaries = attribute.RequirePagingBoundariesOrNull ?? options.RequirePagingBoundaries;
        allowBackward = attribute.AllowBackwardPaginationOrNull ?? options.AllowBackwardPagination;
        IncludeTotalCount = attribute.IncludeTotalCountOrNull ?? options.IncludeTotalCount;
        Arguments = allowBackward
            ? [Size("first", "How many entries from the start."), Cursor("after", "Only entries after this cursor."), Size("last", "How many entries from the end."), Cursor("before", "Only entries before this cursor.")]
            : [Size("first", "How many entries."), Cursor("after", "Only entries after this cursor.")];
        ListSize = new ListSize
        {
            AssumedSize = maxPageSize,
            SlicingArguments = allowBackward ? ["first", "last"] : ["first"],
            SlicingArgumentDefaultValue = requireBoundaries ? null : defaultPageSize,
            SizedFields = ["edges", "nodes"],
            RequireOneSlicingArgument = requireBoundaries,
        };
    }

    public bool IncludeTotalCount { get; }

    public bool IsPossible => defaultPageSize > 0 && maxPageSize > 0;

    public IReadOnlyList<InputValueDefinition> Arguments { get; }

    public ListSize ListSize { get; }

    /// <summary>Reads and checks the paging arguments, which are the field's first ones.</summary>
    /// <exception cref="GraphQLException">They ask for what the field does not do.</exception>
    public PagingArguments Read(ResolverContext context)
    {
        var first = Value<int?>(context, 0);
        var last = allowBackward ? Value<int?>(context, 2) : null;
        if (first is null && last is null)
        {
            first = requireBoundaries ? throw Invalid($"{fieldName} needs {(allowBackward ? "first or last" : "first")}.") : defaultPageSize;
        }

        if (first is not null && last is not null)
        {
            throw Invalid($"{fieldName} takes first or last, not both.");
        }

        Check("first", first);
        Check("last", last);
        return new PagingArguments(
            first, Value<string?>(context, 1), last, allowBackward ? Value<string?>(context, 3) : null, IncludeTotalCount && context.IsSelected("totalCount"));
    }

    public static GraphQLException Invalid(string message) => new(ErrorBuilder.New().SetMessage(message).SetCode(ErrorCodes.InvalidPaging).Build());

    private static T? Value<T>(ResolverContext context, int index) =>
        ReferenceEquals(context.Arguments[index], InputObjectValue.Missing) ? default : (T?)context.Arguments[index];

    private static InputValueDefinition Size(string name, string description) => new() { Name = name, Description = description, Type = BuiltInScalars.Int };

    private static InputValueDefinition Cursor(string name, string description) => new() { Name = name, Description = description, Type = BuiltInScalars.String };

    private void Check(string name, int? size)
    {
        if (size < 0)
        {
            throw Invalid($"{fieldName}: {name} is {size}, but must not be negative.");
        }

        if (size > maxPageSize)
        {
            throw Invalid($"{fieldName}: {name} is {size}, but at most {maxPageSize} entries are answered at once.");
        }
    }
}
