using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Notify.GraphQL.PersistedDocuments;

/// <summary>The ids of stored documents: <c>sha256:</c> and the hash of the text in 64 lower-case hexadecimal digits.</summary>
internal static class DocumentId
{
    private const string Prefix = "sha256:";
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    public static string Of(string document) => Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));

    /// <summary>Reads the hash out of an id, which may leave the prefix away; false for anything else, so that no id ever names a path.</summary>
    public static bool TryGetHash(string id, [NotNullWhen(true)] out string? hash)
    {
        hash = id.StartsWith(Prefix, StringComparison.Ordinal) ? id[Prefix.Length..] : id;
        if (hash.Length == SHA256.HashSizeInBytes * 2 && !hash.AsSpan().ContainsAnyExcept(HexDigits))
        {
            return true;
        }

        hash = null;
        return false;
    }
}
