using Notify.GraphQL.Language;

namespace Notify.GraphQL.Tests.Language;

public sealed class LexerTests
{
    [Theory]
    [InlineData("01", 1, 2)]
    [InlineData("-01", 1, 3)]
    [InlineData("1a", 1, 2)]
    [InlineData("1.", 1, 3)]
    [InlineData("1.a", 1, 3)]
    [InlineData(".5", 1, 1)]
    [InlineData("1.2.3", 1, 4)]
    [InlineData("0xF", 1, 2)]
    [InlineData("1e", 1, 3)]
    [InlineData("1e+", 1, 4)]
    [InlineData("-", 1, 2)]
    [InlineData("-a", 1, 2)]
    [InlineData("..", 1, 1)]
    [InlineData("\"a", 1, 3)]
    [InlineData("\"a\nb\"", 1, 3)]
    [InlineData("\"\"\"a", 1, 5)]
    [InlineData("\"\\q\"", 1, 2)]
    [InlineData("\"\\u12\"", 1, 2)]
    [InlineData("\"\\u{}\"", 1, 2)]
    [InlineData("\"\\u{110000}\"", 1, 2)]
    [InlineData("\"\\u{FFFFFFFFFFFF}\"", 1, 2)]
    [InlineData("\"\\u{D800}\"", 1, 2)]
    [InlineData("\"\\uD800\"", 1, 2)]
    [InlineData("\"\\uDE00\\uD83D\"", 1, 2)]
    [InlineData("\n\r\n  é", 3, 3)]
    [InlineData("\0", 1, 1)]
    [InlineData("'a'", 1, 1)]
    [InlineData("?", 1, 1)]
    public void Refuses_what_is_no_token_and_says_where(string text, int line, int column)
    {
        var error = Assert.Throws<GraphQLSyntaxException>(() => GraphQLParser.ParseValue(text));

        Assert.Equal((ErrorCodes.SyntaxError, new SourceLocation(line, column)), (error.Code, error.Location));
    }

    [Fact]
    public void Refuses_half_a_surrogate_pair_in_strings_and_comments()
    {
        Assert.Throws<GraphQLSyntaxException>(() => GraphQLParser.ParseValue("\"\uD83D\""));
        Assert.Throws<GraphQLSyntaxException>(() => GraphQLParser.ParseValue("1 # \uDE00"));
        Assert.Throws<GraphQLSyntaxException>(() => GraphQLParser.ParseValue("\"\"\"\uD83D\"\"\""));
    }

    [Theory]
    [InlineData("\"\"", "")]
    [InlineData("\"a b\"", "a b")]
    [InlineData("\"\\\" \\\\ \\/ \\b \\f \\n \\r \\t\"", "\" \\ / \b \f \n \r \t")]
    [InlineData("\"\\u00e9 \\u{1F600} \\uD83D\\uDE00 😀\"", "é 😀 😀 😀")]
    [InlineData("\"\\u{0000000000041}\"", "A")]
    [InlineData("\"a # b, c\"", "a # b, c")]
    public void Resolves_the_escapes_of_a_string(string literal, string value) =>
        Assert.Equal(value, Assert.IsType<StringValueNode>(GraphQLParser.ParseValue(literal)).Value);

    [Theory]
    [InlineData("", "")]
    [InlineData("a", "a")]
    [InlineData("  a  ", "  a  ")]
    [InlineData("\n    a\n      b\n\n    c\n  ", "a\n  b\n\nc")]
    [InlineData("a\r\n  b\r  c\n", "a\nb\nc")]
    [InlineData("\n\n  \n\t\n", "")]
    [InlineData("\n  a\n \n  b", "a\n\nb")]
    [InlineData("\n a\n    \n b", "a\n   \nb")]
    [InlineData("a \\\"\"\" b \\n", "a \"\"\" b \\n")]
    [InlineData("\n\ta\n\t\tb", "a\n\tb")]
    public void Removes_the_common_indent_of_a_block_string(string inner, string value)
    {
        var node = Assert.IsType<StringValueNode>(GraphQLParser.ParseValue($"\"\"\"{inner}\"\"\""));

        Assert.Equal((value, true), (node.Value, node.IsBlock));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-0")]
    [InlineData("99999999999999999999")]
    [InlineData("-12")]
    public void Keeps_integers_as_they_are_written(string text) =>
        Assert.Equal(text, Assert.IsType<IntValueNode>(GraphQLParser.ParseValue(text)).Value);

    [Theory]
    [InlineData("1.50")]
    [InlineData("-0.0")]
    [InlineData("1e999")]
    [InlineData("1E-2")]
    [InlineData("12.3e+4")]
    public void Keeps_numbers_as_they_are_written(string text) =>
        Assert.Equal(text, Assert.IsType<FloatValueNode>(GraphQLParser.ParseValue(text)).Value);

    [Fact]
    public void Ignores_white_space_commas_comments_and_byte_order_marks_between_tokens()
    {
        var list = Assert.IsType<ListValueNode>(GraphQLParser.ParseValue("\uFEFF[1,,2 # two é😀\r\n\t\uFEFF,3#end\n]#"));

        Assert.Equal(["1", "2", "3"], list.Items.Cast<IntValueNode>().Select(item => item.Value));
    }
}
