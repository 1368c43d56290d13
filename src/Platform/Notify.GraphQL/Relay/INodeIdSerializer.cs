using System.Diagnostics.CodeAnalysis;

namespace Notify.GraphQL.Types.Relay;

/// <summary>Writes and reads global ids. Register an own one as a singleton to change the format. Must be thread-safe.</summary>
public interface INodeIdSerializer
{
    /// <summary>Writes an id.</summary>
    /// <param name="typeName">The type's name in the schema.</param>
    /// <param name="value">The id within the type.</param>
    string Format(string typeName, string value);

    /// <summary>Reads an id; false when it is none.</summary>
    /// <param name="id">What the client sent.</param>
    /// <param name="typeName">The type's name in the schema.</param>
    /// <param name="value">The id within the type.</param>
    bool TryParse(string id, [NotNullWhen(true)] out string? typeName, [NotNullWhen(true)] out string? value);
}
