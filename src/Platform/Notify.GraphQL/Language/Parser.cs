using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Notify.GraphQL.Language;

/// <summary>Recursive descent with one token of lookahead. Counts what it makes, and stops at the limits.</summary>
internal ref partial struct Parser
{
    private readonly string source;
    private readonly ParserOptions options;
    private Lexer lexer;
    private int tokens;
    private int nodes;
    private int fields;
    private int depth;

    // Each list is a stack that nested rules share: a rule remembers its height, pushes, and cuts its own part off as an array.
    private readonly List<SelectionNode> selections = new(16);
    private readonly List<ArgumentNode> arguments = [];
    private readonly List<DirectiveNode> directives = [];
    private readonly List<ValueNode> values = [];
    private readonly List<ObjectFieldNode> objectFields = [];

    public Parser(string source, ParserOptions options)
    {
        this.source = source;
        this.options = options;
        lexer = new Lexer(source);
        Advance();
    }

    public DocumentNode ParseDocument()
    {
        var start = Begin(lexer.Start);
        var definitions = new List<DefinitionNode>(2);
        do
        {
            definitions.Add(ParseDefinition());
        }
        while (lexer.Kind != TokenKind.EndOfText);

        return new DocumentNode { Start = start, Source = source, Definitions = [.. definitions] };
    }

    public readonly void ExpectEnd()
    {
        if (lexer.Kind != TokenKind.EndOfText)
        {
            throw Unexpected(TokenKind.EndOfText);
        }
    }

    private static T[] Cut<T>(List<T> stack, int height)
    {
        if (stack.Count == height)
        {
            return [];
        }

        var own = CollectionsMarshal.AsSpan(stack)[height..].ToArray();
        CollectionsMarshal.SetCount(stack, height);
        return own;
    }

    private DefinitionNode ParseDefinition()
    {
        var start = lexer.Start;
        if (lexer.Kind == TokenKind.BraceLeft)
        {
            return new OperationDefinitionNode { Start = Begin(start), Kind = OperationKind.Query, SelectionSet = ParseSelectionSet() };
        }

        var isDescribed = lexer.Kind is TokenKind.String or TokenKind.BlockString;
        var description = ParseDescription();
        if (isDescribed && lexer.Kind == TokenKind.BraceLeft)
        {
            throw lexer.Error("A query without a keyword takes no description; write \"query\" before its selections.", start);
        }

        if (lexer.Kind != TokenKind.Name)
        {
            throw Unexpected("a definition");
        }

        return lexer.Text switch
        {
            "query" => ParseOperation(start, OperationKind.Query),
            "mutation" => ParseOperation(start, OperationKind.Mutation),
            "subscription" => ParseOperation(start, OperationKind.Subscription),
            "fragment" => ParseFragmentDefinition(start),
            _ => ParseTypeSystemDefinition(start, description)
                ?? throw (isDescribed ? lexer.Error("A description needs a definition after it.", start) : Unexpected("a definition")),
        };
    }

    private OperationDefinitionNode ParseOperation(int start, OperationKind kind)
    {
        Advance();
        return new OperationDefinitionNode
        {
            Start = Begin(start),
            Kind = kind,
            Name = lexer.Kind == TokenKind.Name ? ParseName() : null,
            Variables = ParseVariableDefinitions(),
            Directives = ParseDirectives(isConstant: false),
            SelectionSet = ParseSelectionSet(),
        };
    }

    private VariableDefinitionNode[] ParseVariableDefinitions()
    {
        if (!Skip(TokenKind.ParenLeft))
        {
            return [];
        }

        var definitions = new List<VariableDefinitionNode>();
        do
        {
            var start = Begin(lexer.Start);
            ParseDescription();
            var variable = ParseVariable();
            Expect(TokenKind.Colon);
            definitions.Add(new VariableDefinitionNode
            {
                Start = start,
                Variable = variable,
                Type = ParseType(),
                DefaultValue = Skip(TokenKind.Equals) ? ParseValue(isConstant: true) : null,
                Directives = ParseDirectives(isConstant: true),
            });
        }
        while (!Skip(TokenKind.ParenRight));
        return [.. definitions];
    }

    private FragmentDefinitionNode ParseFragmentDefinition(int start)
    {
        Advance();
        if (IsKeyword("on"))
        {
            throw Unexpected("the fragment's name");
        }

        var name = ParseName();
        ExpectKeyword("on");
        return new FragmentDefinitionNode
        {
            Start = Begin(start),
            Name = name,
            TypeCondition = ParseNamedType(),
            Directives = ParseDirectives(isConstant: false),
            SelectionSet = ParseSelectionSet(),
        };
    }

    private SelectionSetNode ParseSelectionSet()
    {
        var start = Begin(lexer.Start);
        Expect(TokenKind.BraceLeft);
        Descend();
        var height = selections.Count;
        do
        {
            selections.Add(lexer.Kind == TokenKind.Spread ? ParseFragment() : ParseField());
        }
        while (!Skip(TokenKind.BraceRight));
        depth--;
        return new SelectionSetNode { Start = start, Selections = Cut(selections, height) };
    }

    private FieldNode ParseField()
    {
        var start = Begin(lexer.Start);
        var first = ParseName();
        if (++fields > options.MaxFields)
        {
            throw Limit(ErrorCodes.MaxFields, $"The document selects more than {options.MaxFields} fields.", start);
        }

        var second = Skip(TokenKind.Colon) ? ParseName() : null;
        return new FieldNode
        {
            Start = start,
            Alias = second is null ? null : first,
            Name = second ?? first,
            Arguments = ParseArguments(isConstant: false),
            Directives = ParseDirectives(isConstant: false),
            SelectionSet = lexer.Kind == TokenKind.BraceLeft ? ParseSelectionSet() : null,
        };
    }

    private SelectionNode ParseFragment()
    {
        var start = Begin(lexer.Start);
        Expect(TokenKind.Spread);
        var hasCondition = SkipKeyword("on");
        if (!hasCondition && lexer.Kind == TokenKind.Name)
        {
            return new FragmentSpreadNode { Start = start, Name = ParseName(), Directives = ParseDirectives(isConstant: false) };
        }

        return new InlineFragmentNode
        {
            Start = start,
            TypeCondition = hasCondition ? ParseNamedType() : null,
            Directives = ParseDirectives(isConstant: false),
            SelectionSet = ParseSelectionSet(),
        };
    }

    private void Advance()
    {
        lexer.Advance();
        if (lexer.Kind != TokenKind.EndOfText && ++tokens > options.MaxTokens)
        {
            throw Limit(ErrorCodes.MaxTokens, $"The document has more than {options.MaxTokens} tokens.", lexer.Start);
        }
    }

    private bool Skip(TokenKind kind)
    {
        if (lexer.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(TokenKind kind)
    {
        if (!Skip(kind))
        {
            throw Unexpected(kind);
        }
    }

    private readonly bool IsKeyword(string keyword) => lexer.Kind == TokenKind.Name && lexer.Text.SequenceEqual(keyword);

    private bool SkipKeyword(string keyword)
    {
        if (!IsKeyword(keyword))
        {
            return false;
        }

        Advance();
        return true;
    }

    private void ExpectKeyword(string keyword)
    {
        if (!SkipKeyword(keyword))
        {
            throw Unexpected($"\"{keyword}\"");
        }
    }

    /// <summary>Counts a node; answers its start.</summary>
    private int Begin(int start) =>
        ++nodes <= options.MaxNodes
            ? start
            : throw Limit(ErrorCodes.MaxNodes, $"The document has more than {options.MaxNodes} nodes.", start);

    /// <summary>Enters a rule that may contain itself; the caller counts <see cref="depth"/> down again.</summary>
    private void Descend()
    {
        if (++depth > options.MaxRecursionDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Limit(ErrorCodes.MaxRecursionDepth, $"The document nests deeper than {Math.Min(depth - 1, options.MaxRecursionDepth)} levels.", lexer.Start);
        }
    }

    private readonly GraphQLSyntaxException Limit(string code, string message, int offset) =>
        new(message, code, SourceLocation.FromOffset(source, offset));

    private readonly GraphQLSyntaxException Unexpected(TokenKind expected) => Unexpected(Tokens.Describe(expected));

    private readonly GraphQLSyntaxException Unexpected(string expected)
    {
        var found = lexer.Kind == TokenKind.Name ? $"\"{Shorten(lexer.Text)}\"" : Tokens.Describe(lexer.Kind);
        return lexer.Error($"Expected {expected}, found {found}.", lexer.Start);
    }

    private static string Shorten(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : $"{text[..40]}…";
}
