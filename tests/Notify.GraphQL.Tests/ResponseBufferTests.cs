using System.Text;
using System.Text.Json;
using Notify.GraphQL.Execution;

namespace Notify.GraphQL.Tests;

public sealed class ResponseBufferTests
{
    [Theory]
    [InlineData("")]
    [InlineData("plain")]
    [InlineData("quote \" backslash \\ slash /")]
    [InlineData("\r\n\t\u0001\u001f<script>&'é😀")]
    public void Writes_strings_that_read_back_the_same(string text)
    {
        using var buffer = new ResponseBuffer(16);

        buffer.WriteString(text);

        Assert.Equal(text, JsonSerializer.Deserialize<string>(buffer.Written.Span));
    }

    [Fact]
    public void Cuts_back_to_a_checkpoint()
    {
        using var buffer = new ResponseBuffer(16);
        buffer.WriteRaw("{\"a\":"u8);
        var checkpoint = buffer.Length;

        buffer.WriteString(new string('x', 100_000));
        buffer.TruncateTo(checkpoint);
        buffer.WriteNull();
        buffer.WriteByte((byte)'}');

        Assert.Equal("{\"a\":null}", Encoding.UTF8.GetString(buffer.Written.Span));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_numbers_that_JSON_does_not_have(double value)
    {
        using var buffer = new ResponseBuffer();

        Assert.Throws<TypeSystem.LeafException>(() => buffer.WriteDouble(value));
    }
}
