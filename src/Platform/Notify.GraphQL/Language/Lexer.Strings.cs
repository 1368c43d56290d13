using System.Text;

namespace Notify.GraphQL.Language;

internal ref partial struct Lexer
{
    private void ReadAnyString()
    {
        if (PeekAt(1) == '"' && PeekAt(2) == '"')
        {
            ReadBlockString();
        }
        else
        {
            ReadString();
        }
    }

    private void ReadString()
    {
        Kind = TokenKind.String;
        position++;
        StringBuilder? unescaped = null;
        var chunk = position;
        while (position < source.Length && source[position] is not ('\n' or '\r'))
        {
            var c = source[position];
            if (c == '"')
            {
                StringValue = unescaped is null
                    ? source[chunk..position]
                    : unescaped.Append(source, chunk, position - chunk).ToString();
                position++;
                return;
            }

            if (c == '\\')
            {
                unescaped = (unescaped ?? new StringBuilder()).Append(source, chunk, position - chunk);
                ReadEscape(unescaped);
                chunk = position;
                continue;
            }

            position += ScalarLengthInString();
        }

        throw Error("The string does not end on its line.", position);
    }

    private void ReadBlockString()
    {
        Kind = TokenKind.BlockString;
        position += 3;
        var raw = new StringBuilder();
        var chunk = position;
        while (position < source.Length)
        {
            var c = source[position];
            if (c == '"' && PeekAt(1) == '"' && PeekAt(2) == '"')
            {
                raw.Append(source, chunk, position - chunk);
                position += 3;
                StringValue = BlockString.Dedent(raw.ToString());
                return;
            }

            if (c == '\\' && PeekAt(1) == '"' && PeekAt(2) == '"' && PeekAt(3) == '"')
            {
                raw.Append(source, chunk, position - chunk);
                chunk = position + 1;
                position += 4;
            }
            else if (c == '\r')
            {
                raw.Append(source, chunk, position - chunk).Append('\n');
                position += PeekAt(1) == '\n' ? 2 : 1;
                chunk = position;
            }
            else
            {
                position += ScalarLengthInString();
            }
        }

        throw Error("The block string does not end.", position);
    }

    private readonly int ScalarLengthInString() =>
        ScalarLength(position) is var length && length > 0
            ? length
            : throw Error($"{Describe(position)} is half a character and may not stand in a string.", position);

    private void ReadEscape(StringBuilder target)
    {
        var escaped = PeekAt(1) switch
        {
            '"' => '"',
            '\\' => '\\',
            '/' => '/',
            'b' => '\b',
            'f' => '\f',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => 'u',
            _ => '\0',
        };
        if (escaped == 'u')
        {
            ReadUnicodeEscape(target);
        }
        else if (escaped == '\0')
        {
            throw Error("The backslash starts no escape: use \\\", \\\\, \\/, \\b, \\f, \\n, \\r, \\t or \\u.", position);
        }
        else
        {
            target.Append(escaped);
            position += 2;
        }
    }

    /// <summary>Reads <c>\u{1F600}</c>, <c>\u00e9</c> or a surrogate pair <c>\uD83D\uDE00</c>.</summary>
    private void ReadUnicodeEscape(StringBuilder target)
    {
        if (PeekAt(2) == '{')
        {
            target.Append(ReadBracedEscape());
        }
        else if (HexAt(2) is var first && first >= 0 && !char.IsSurrogate((char)first))
        {
            target.Append((char)first);
            position += 6;
        }
        else if (first >= 0 && PeekAt(6) == '\\' && PeekAt(7) == 'u' && HexAt(8) is var second && second >= 0
            && char.IsSurrogatePair((char)first, (char)second))
        {
            target.Append((char)first).Append((char)second);
            position += 12;
        }
        else
        {
            throw InvalidUnicode();
        }
    }

    private string ReadBracedEscape()
    {
        var value = 0;
        var length = 3;
        for (; HexDigit(PeekAt(length)) is var digit && digit >= 0; length++)
        {
            value = (value << 4) | digit;
            if (value > 0x10FFFF)
            {
                throw InvalidUnicode();
            }
        }

        if (length == 3 || PeekAt(length) != '}' || !Rune.IsValid(value))
        {
            throw InvalidUnicode();
        }

        position += length + 1;
        return char.ConvertFromUtf32(value);
    }

    /// <summary>Reads four hexadecimal digits; a negative number when there are not four.</summary>
    private readonly int HexAt(int distance) =>
        (HexDigit(PeekAt(distance)) << 12) | (HexDigit(PeekAt(distance + 1)) << 8)
        | (HexDigit(PeekAt(distance + 2)) << 4) | HexDigit(PeekAt(distance + 3));

    private static int HexDigit(char c) => c switch
    {
        >= '0' and <= '9' => c - '0',
        >= 'a' and <= 'f' => c - 'a' + 10,
        >= 'A' and <= 'F' => c - 'A' + 10,
        _ => -1,
    };

    private readonly GraphQLSyntaxException InvalidUnicode() =>
        Error("The escape names no Unicode character: use \\u with four hexadecimal digits, or \\u{…} up to 10FFFF.", position);
}
