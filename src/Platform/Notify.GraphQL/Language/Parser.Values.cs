namespace Notify.GraphQL.Language;

internal ref partial struct Parser
{
    public ValueNode ParseValue(bool isConstant)
    {
        switch (lexer.Kind)
        {
            case TokenKind.BracketLeft:
                return ParseList(isConstant);
            case TokenKind.BraceLeft:
                return ParseObject(isConstant);
            case TokenKind.Int:
                var integer = new IntValueNode { Start = Begin(lexer.Start), Value = lexer.Text.ToString() };
                Advance();
                return integer;
            case TokenKind.Float:
                var number = new FloatValueNode { Start = Begin(lexer.Start), Value = lexer.Text.ToString() };
                Advance();
                return number;
            case TokenKind.String or TokenKind.BlockString:
                return ParseString();
            case TokenKind.Name:
                return ParseNamedValue();
            case TokenKind.Dollar when isConstant:
                var start = lexer.Start;
                Advance();
                throw lexer.Error("A constant value may not hold a variable.", start);
            case TokenKind.Dollar:
                return ParseVariable();
            default:
                throw Unexpected("a value");
        }
    }

    public TypeNode ParseType()
    {
        var start = lexer.Start;
        TypeNode type;
        if (Skip(TokenKind.BracketLeft))
        {
            Descend();
            var inner = ParseType();
            Expect(TokenKind.BracketRight);
            depth--;
            type = new ListTypeNode { Start = Begin(start), OfType = inner };
        }
        else
        {
            type = ParseNamedType();
        }

        return Skip(TokenKind.Bang) ? new NonNullTypeNode { Start = Begin(start), OfType = type } : type;
    }

    private NameNode ParseName()
    {
        if (lexer.Kind != TokenKind.Name)
        {
            throw Unexpected(TokenKind.Name);
        }

        var name = new NameNode { Start = Begin(lexer.Start), Value = lexer.Text.ToString() };
        Advance();
        return name;
    }

    private NamedTypeNode ParseNamedType()
    {
        if (lexer.Kind != TokenKind.Name)
        {
            throw Unexpected("the name of a type");
        }

        var type = new NamedTypeNode { Start = Begin(lexer.Start), Name = lexer.Text.ToString() };
        Advance();
        return type;
    }

    private VariableNode ParseVariable()
    {
        var start = Begin(lexer.Start);
        Expect(TokenKind.Dollar);
        return new VariableNode { Start = start, Name = ParseName() };
    }

    private StringValueNode ParseString()
    {
        var text = new StringValueNode
        {
            Start = Begin(lexer.Start),
            Value = lexer.StringValue,
            IsBlock = lexer.Kind == TokenKind.BlockString,
        };
        Advance();
        return text;
    }

    private ValueNode ParseNamedValue()
    {
        var start = Begin(lexer.Start);
        ValueNode value = lexer.Text switch
        {
            "true" => new BooleanValueNode { Start = start, Value = true },
            "false" => new BooleanValueNode { Start = start, Value = false },
            "null" => new NullValueNode { Start = start },
            var name => new EnumValueNode { Start = start, Value = name.ToString() },
        };
        Advance();
        return value;
    }

    private ListValueNode ParseList(bool isConstant)
    {
        var start = Begin(lexer.Start);
        Advance();
        Descend();
        var height = values.Count;
        while (!Skip(TokenKind.BracketRight))
        {
            values.Add(ParseValue(isConstant));
        }

        depth--;
        return new ListValueNode { Start = start, Items = Cut(values, height) };
    }

    private ObjectValueNode ParseObject(bool isConstant)
    {
        var start = Begin(lexer.Start);
        Advance();
        Descend();
        var height = objectFields.Count;
        while (!Skip(TokenKind.BraceRight))
        {
            var fieldStart = Begin(lexer.Start);
            var name = ParseName();
            Expect(TokenKind.Colon);
            objectFields.Add(new ObjectFieldNode { Start = fieldStart, Name = name, Value = ParseValue(isConstant) });
        }

        depth--;
        return new ObjectValueNode { Start = start, Fields = Cut(objectFields, height) };
    }

    private ArgumentNode[] ParseArguments(bool isConstant)
    {
        if (!Skip(TokenKind.ParenLeft))
        {
            return [];
        }

        var height = arguments.Count;
        do
        {
            var start = Begin(lexer.Start);
            var name = ParseName();
            Expect(TokenKind.Colon);
            arguments.Add(new ArgumentNode { Start = start, Name = name, Value = ParseValue(isConstant) });
        }
        while (!Skip(TokenKind.ParenRight));
        return Cut(arguments, height);
    }

    private DirectiveNode[] ParseDirectives(bool isConstant)
    {
        var height = directives.Count;
        while (lexer.Kind == TokenKind.At)
        {
            var start = Begin(lexer.Start);
            if (directives.Count - height >= options.MaxDirectivesPerLocation)
            {
                throw Limit(
                    ErrorCodes.MaxDirectives,
                    $"More than {options.MaxDirectivesPerLocation} directives stand in one place.",
                    start);
            }

            Advance();
            directives.Add(new DirectiveNode { Start = start, Name = ParseName(), Arguments = ParseArguments(isConstant) });
        }

        return Cut(directives, height);
    }

    private StringValueNode? ParseDescription() =>
        lexer.Kind is TokenKind.String or TokenKind.BlockString ? ParseString() : null;
}
