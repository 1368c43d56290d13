namespace Notify.GraphQL;

/// <summary>A place in a GraphQL text. Lines and columns count from 1; columns count UTF-16 units.</summary>
/// <param name="Line">The line, from 1.</param>
/// <param name="Column">The column, from 1.</param>
public readonly record struct SourceLocation(int Line, int Column)
{
    internal static SourceLocation FromOffset(string source, int offset)
    {
        var line = 1;
        var lineStart = 0;
        var end = Math.Min(offset, source.Length);
        for (var i = 0; i < end; i++)
        {
            var c = source[i];
            if (c == '\r' && i + 1 < source.Length && source[i + 1] == '\n')
            {
                if (i + 1 >= end)
                {
                    break;
                }

                i++;
            }

            if (c is '\r' or '\n')
            {
                line++;
                lineStart = i + 1;
            }
        }

        return new SourceLocation(line, end - lineStart + 1);
    }
}
