using System.Collections.Frozen;

namespace Notify.GraphQL.Language;

internal ref partial struct Parser
{
    private static readonly FrozenSet<string> DirectiveLocations = FrozenSet.Create(
        StringComparer.Ordinal,
        "QUERY", "MUTATION", "SUBSCRIPTION", "FIELD", "FRAGMENT_DEFINITION", "FRAGMENT_SPREAD", "INLINE_FRAGMENT", "VARIABLE_DEFINITION",
        "SCHEMA", "SCALAR", "OBJECT", "FIELD_DEFINITION", "ARGUMENT_DEFINITION", "INTERFACE", "UNION", "ENUM", "ENUM_VALUE",
        "INPUT_OBJECT", "INPUT_FIELD_DEFINITION");

    /// <summary>Parses a definition of the schema language; null when the keyword starts none.</summary>
    private TypeSystemDefinitionNode? ParseTypeSystemDefinition(int start, StringValueNode? describedBy)
    {
        var description = describedBy?.Value;
        switch (lexer.Text)
        {
            case "schema":
                Advance();
                return new SchemaDefinitionNode
                {
                    Start = Begin(start),
                    Description = description,
                    Directives = ParseDirectives(isConstant: true),
                    OperationTypes = ParseOperationTypes(),
                };
            case "scalar":
                Advance();
                return new ScalarDefinitionNode
                {
                    Start = Begin(start),
                    Description = description,
                    Name = ParseName(),
                    Directives = ParseDirectives(isConstant: true),
                };
            case "type":
                Advance();
                return ParseComplexType(start, description, isInterface: false);
            case "interface":
                Advance();
                return ParseComplexType(start, description, isInterface: true);
            case "union":
                Advance();
                return new UnionDefinitionNode
                {
                    Start = Begin(start),
                    Description = description,
                    Name = ParseName(),
                    Directives = ParseDirectives(isConstant: true),
                    Members = Skip(TokenKind.Equals) ? ParseNamedTypes(TokenKind.Pipe) : [],
                };
            case "enum":
                Advance();
                return new EnumDefinitionNode
                {
                    Start = Begin(start),
                    Description = description,
                    Name = ParseName(),
                    Directives = ParseDirectives(isConstant: true),
                    Values = ParseEnumValues(),
                };
            case "input":
                Advance();
                return new InputObjectDefinitionNode
                {
                    Start = Begin(start),
                    Description = description,
                    Name = ParseName(),
                    Directives = ParseDirectives(isConstant: true),
                    Fields = ParseInputValues(TokenKind.BraceLeft, TokenKind.BraceRight),
                };
            case "directive":
                Advance();
                return ParseDirectiveDefinition(start, description);
            default:
                return null;
        }
    }

    private OperationTypeNode[] ParseOperationTypes()
    {
        Expect(TokenKind.BraceLeft);
        var types = new List<OperationTypeNode>();
        do
        {
            var start = Begin(lexer.Start);
            var kind = IsKeyword("query") ? OperationKind.Query
                : IsKeyword("mutation") ? OperationKind.Mutation
                : IsKeyword("subscription") ? OperationKind.Subscription
                : throw Unexpected("\"query\", \"mutation\" or \"subscription\"");
            Advance();
            Expect(TokenKind.Colon);
            types.Add(new OperationTypeNode { Start = start, Kind = kind, Type = ParseNamedType() });
        }
        while (!Skip(TokenKind.BraceRight));
        return [.. types];
    }

    private ComplexTypeDefinitionNode ParseComplexType(int start, string? description, bool isInterface) => new()
    {
        Start = Begin(start),
        Description = description,
        IsInterface = isInterface,
        Name = ParseName(),
        Interfaces = SkipKeyword("implements") ? ParseNamedTypes(TokenKind.Ampersand) : [],
        Directives = ParseDirectives(isConstant: true),
        Fields = ParseFieldDefinitions(),
    };

    private NamedTypeNode[] ParseNamedTypes(TokenKind delimiter)
    {
        var types = new List<NamedTypeNode>();
        Skip(delimiter);
        do
        {
            types.Add(ParseNamedType());
        }
        while (Skip(delimiter));
        return [.. types];
    }

    private FieldDefinitionNode[] ParseFieldDefinitions()
    {
        if (!Skip(TokenKind.BraceLeft))
        {
            return [];
        }

        var definitions = new List<FieldDefinitionNode>();
        do
        {
            var start = Begin(lexer.Start);
            var description = ParseDescription();
            var name = ParseName();
            var parameters = ParseInputValues(TokenKind.ParenLeft, TokenKind.ParenRight);
            Expect(TokenKind.Colon);
            definitions.Add(new FieldDefinitionNode
            {
                Start = start,
                Description = description?.Value,
                Name = name,
                Arguments = parameters,
                Type = ParseType(),
                Directives = ParseDirectives(isConstant: true),
            });
        }
        while (!Skip(TokenKind.BraceRight));
        return [.. definitions];
    }

    private InputValueDefinitionNode[] ParseInputValues(TokenKind open, TokenKind close)
    {
        if (!Skip(open))
        {
            return [];
        }

        var definitions = new List<InputValueDefinitionNode>();
        do
        {
            var start = Begin(lexer.Start);
            var description = ParseDescription();
            var name = ParseName();
            Expect(TokenKind.Colon);
            definitions.Add(new InputValueDefinitionNode
            {
                Start = start,
                Description = description?.Value,
                Name = name,
                Type = ParseType(),
                DefaultValue = Skip(TokenKind.Equals) ? ParseValue(isConstant: true) : null,
                Directives = ParseDirectives(isConstant: true),
            });
        }
        while (!Skip(close));
        return [.. definitions];
    }

    private EnumValueDefinitionNode[] ParseEnumValues()
    {
        if (!Skip(TokenKind.BraceLeft))
        {
            return [];
        }

        var definitions = new List<EnumValueDefinitionNode>();
        do
        {
            var start = Begin(lexer.Start);
            var description = ParseDescription();
            if (IsKeyword("true") || IsKeyword("false") || IsKeyword("null"))
            {
                throw Unexpected("the name of an enum value, which true, false and null may not be");
            }

            definitions.Add(new EnumValueDefinitionNode
            {
                Start = start,
                Description = description?.Value,
                Name = ParseName(),
                Directives = ParseDirectives(isConstant: true),
            });
        }
        while (!Skip(TokenKind.BraceRight));
        return [.. definitions];
    }

    private DirectiveDefinitionNode ParseDirectiveDefinition(int start, string? description)
    {
        Expect(TokenKind.At);
        var name = ParseName();
        var parameters = ParseInputValues(TokenKind.ParenLeft, TokenKind.ParenRight);
        var isRepeatable = SkipKeyword("repeatable");
        ExpectKeyword("on");
        var locations = new List<NameNode>();
        Skip(TokenKind.Pipe);
        do
        {
            if (lexer.Kind != TokenKind.Name || !DirectiveLocations.Contains(lexer.Text.ToString()))
            {
                throw Unexpected("a directive location such as FIELD");
            }

            locations.Add(ParseName());
        }
        while (Skip(TokenKind.Pipe));
        return new DirectiveDefinitionNode
        {
            Start = Begin(start),
            Description = description,
            Name = name,
            Arguments = parameters,
            IsRepeatable = isRepeatable,
            Locations = [.. locations],
        };
    }
}
