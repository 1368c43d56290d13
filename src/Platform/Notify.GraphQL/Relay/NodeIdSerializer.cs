using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Notify.GraphQL.Types.Relay;

namespace Notify.GraphQL.Building;

/// <summary>Global ids as the base64url of <c>TypeName:value</c>.</summary>
internal sealed class NodeIdSerializer : INodeIdSerializer
{
    private const int LongestId = 1_024; // characters; far beyond any key, and cheap to refuse
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public string Format(string typeName, string value) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{typeName}:{value}"));

    public bool TryParse(string id, [NotNullWhen(true)] out string? typeName, [NotNullWhen(true)] out string? value)
    {
        typeName = value = null;
        if (id.Length is 0 or > LongestId || !Base64Url.IsValid(id))
        {
            return false;
        }

        try
        {
            var text = Strict.GetString(Base64Url.DecodeFromChars(id));
            var colon = text.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                typeName = text[..colon];
                value = text[(colon + 1)..];
            }
        }
        catch (ArgumentException)
        {
            return false; // not UTF-8, so not an id of ours
        }

        return typeName is not null && value is not null;
    }
}
