using System.Buffers;

namespace Notify.GraphQL.AspNetCore.Http;

/// <summary>The rented memory a document's text is unescaped into. Dispose it when nothing reads the text any more.</summary>
internal struct RequestText : IDisposable
{
    private char[]? rented;

    public char[] Rent(int length)
    {
        Dispose();
        return rented = ArrayPool<char>.Shared.Rent(length);
    }

    public void Dispose()
    {
        if (rented is { } chars)
        {
            rented = null;
            ArrayPool<char>.Shared.Return(chars);
        }
    }
}
