using System.Globalization;

namespace Notify.GraphQL;

/// <summary>A response position: response names and 0-based list indices from the root, kept as a chain towards it.</summary>
public sealed class Path
{
    private readonly string? name;
    private readonly int index;

    private Path(Path? parent, string? name, int index)
    {
        Parent = parent;
        this.name = name;
        this.index = index;
    }

    /// <summary>Gets the position this one lies in; null at a root field.</summary>
    public Path? Parent { get; }

    /// <summary>Gets the response name; null when the last step is a list index.</summary>
    public string? Name => name;

    /// <summary>Gets the list index; meaningless when <see cref="Name"/> is set.</summary>
    public int Index => index;

    /// <summary>Answers the position of a field inside <paramref name="parent"/>.</summary>
    /// <param name="parent">The position of the object; null at the root.</param>
    /// <param name="name">The field's response name.</param>
    public static Path Field(Path? parent, string name) => new(parent, name, -1);

    /// <summary>Answers the position of a list item.</summary>
    /// <param name="parent">The position of the list.</param>
    /// <param name="index">The item's index, from 0.</param>
    public static Path Item(Path? parent, int index) => new(parent, null, index);

    /// <summary>Lists the steps from the root: strings and ints.</summary>
    public IReadOnlyList<object> ToList()
    {
        var steps = new List<object>();
        for (var step = this; step is not null; step = step.Parent)
        {
            steps.Add(step.name is null ? step.index : step.name);
        }

        steps.Reverse();
        return steps;
    }

    /// <inheritdoc />
    public override string ToString() =>
        string.Concat(ToList().Select(step => step is int number ? $"[{number.ToString(CultureInfo.InvariantCulture)}]" : $"/{step}"));
}
