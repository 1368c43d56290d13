namespace Notify.GraphQL.Language;

/// <summary>Cuts a text into tokens, one at a time and without copying: names and numbers are only offsets until asked for.</summary>
internal ref partial struct Lexer
{
    private readonly string source;
    private int position;

    public Lexer(string source)
    {
        this.source = source;
        StringValue = "";
    }

    /// <summary>Gets what the current token is.</summary>
    public TokenKind Kind { get; private set; }

    /// <summary>Gets where the current token starts.</summary>
    public int Start { get; private set; }

    /// <summary>Gets the value of the current string token, its escapes resolved.</summary>
    public string StringValue { get; private set; }

    /// <summary>Gets the current token as it is written.</summary>
    public readonly ReadOnlySpan<char> Text => source.AsSpan(Start, position - Start);

    /// <summary>Moves to the next token.</summary>
    /// <exception cref="GraphQLSyntaxException">What follows is no token.</exception>
    public void Advance()
    {
        SkipIgnored();
        Start = position;
        if (position >= source.Length)
        {
            Kind = TokenKind.EndOfText;
            return;
        }

        var c = source[position];
        if (IsNameStart(c))
        {
            ReadName();
        }
        else if (PunctuatorOf(c) is var punctuator && punctuator != TokenKind.EndOfText)
        {
            position++;
            Kind = punctuator;
        }
        else if (c == '.')
        {
            ReadSpread();
        }
        else if (c == '"')
        {
            ReadAnyString();
        }
        else if (char.IsAsciiDigit(c) || c == '-')
        {
            ReadNumber();
        }
        else
        {
            throw Error($"{Describe(position)} has no meaning here.", position);
        }
    }

    public readonly GraphQLSyntaxException Error(string message, int offset) =>
        new(message, ErrorCodes.SyntaxError, SourceLocation.FromOffset(source, offset));

    private static bool IsNameStart(char c) => char.IsAsciiLetter(c) || c == '_';

    private static TokenKind PunctuatorOf(char c) => c switch
    {
        '!' => TokenKind.Bang,
        '$' => TokenKind.Dollar,
        '&' => TokenKind.Ampersand,
        '(' => TokenKind.ParenLeft,
        ')' => TokenKind.ParenRight,
        ':' => TokenKind.Colon,
        '=' => TokenKind.Equals,
        '@' => TokenKind.At,
        '[' => TokenKind.BracketLeft,
        ']' => TokenKind.BracketRight,
        '{' => TokenKind.BraceLeft,
        '|' => TokenKind.Pipe,
        '}' => TokenKind.BraceRight,
        _ => TokenKind.EndOfText,
    };

    /// <summary>Skips white space, line ends, commas, byte order marks and comments.</summary>
    private void SkipIgnored()
    {
        while (position < source.Length)
        {
            var c = source[position];
            if (c is ' ' or ',' or '\n' or '\r' or '\t' or '\uFEFF')
            {
                position++;
            }
            else if (c == '#')
            {
                SkipComment();
            }
            else
            {
                return;
            }
        }
    }

    private void SkipComment()
    {
        while (position < source.Length && source[position] is not ('\n' or '\r'))
        {
            var length = ScalarLength(position);
            if (length == 0)
            {
                return; // a lone surrogate ends the comment, and the next token reports it
            }

            position += length;
        }
    }

    private void ReadName()
    {
        do
        {
            position++;
        }
        while (position < source.Length && (char.IsAsciiLetterOrDigit(source[position]) || source[position] == '_'));
        Kind = TokenKind.Name;
    }

    private void ReadSpread()
    {
        if (PeekAt(1) == '.' && PeekAt(2) == '.')
        {
            position += 3;
            Kind = TokenKind.Spread;
            return;
        }

        throw Error(
            char.IsAsciiDigit(PeekAt(1)) ? "A number needs a digit before its point." : "A single point has no meaning here; did you mean \"...\"?",
            position);
    }

    private void ReadNumber()
    {
        Kind = TokenKind.Int;
        if (source[position] == '-')
        {
            position++;
        }

        if (PeekAt(0) == '0')
        {
            position++;
            if (char.IsAsciiDigit(PeekAt(0)))
            {
                throw Error($"A number does not go on after a leading 0, but there is {Describe(position)}.", position);
            }
        }
        else
        {
            ReadDigits();
        }

        if (PeekAt(0) == '.')
        {
            position++;
            ReadDigits();
            Kind = TokenKind.Float;
        }

        if (PeekAt(0) is 'e' or 'E')
        {
            position++;
            if (PeekAt(0) is '+' or '-')
            {
                position++;
            }

            ReadDigits();
            Kind = TokenKind.Float;
        }

        if (PeekAt(0) == '.' || IsNameStart(PeekAt(0)))
        {
            throw Error($"A number may not be followed by {Describe(position)}.", position);
        }
    }

    private void ReadDigits()
    {
        if (!char.IsAsciiDigit(PeekAt(0)))
        {
            throw Error($"Expected a digit, found {Describe(position)}.", position);
        }

        while (char.IsAsciiDigit(PeekAt(0)))
        {
            position++;
        }
    }

    private readonly char PeekAt(int distance) => position + distance < source.Length ? source[position + distance] : '\0';

    /// <summary>Answers how many UTF-16 units the character takes; 0 for half of a surrogate pair.</summary>
    private readonly int ScalarLength(int offset) =>
        !char.IsSurrogate(source[offset]) ? 1
        : offset + 1 < source.Length && char.IsSurrogatePair(source[offset], source[offset + 1]) ? 2
        : 0;

    private readonly string Describe(int offset)
    {
        if (offset >= source.Length)
        {
            return "the end of the text";
        }

        var c = source[offset];
        var code = ScalarLength(offset) == 2 ? char.ConvertToUtf32(c, source[offset + 1]) : c;
        return c is >= ' ' and <= '~' ? $"\"{c}\"" : $"U+{code:X4}";
    }
}
