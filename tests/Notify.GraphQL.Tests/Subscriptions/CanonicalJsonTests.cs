using System.Text.Json;
using Notify.GraphQL.Subscriptions;

namespace Notify.GraphQL.Tests.Subscriptions;

public sealed class CanonicalJsonTests
{
    [Theory]
    [InlineData("""{"b":1,"a":{"d":[1,{"y":1,"x":2}],"c":null}}""", """{ "a": {"c":null, "d":[1, {"x":2,"y":1}]}, "b":1 }""", true)]
    [InlineData("""{"a":"\u0041"}""", """{"a":"A"}""", true)]
    [InlineData("""{"a":[1,2]}""", """{"a":[2,1]}""", false)]
    [InlineData("""{"a":"1"}""", """{"a":1}""", false)]
    [InlineData("""{"a":null}""", "{}", false)]
    public void Equal_values_have_equal_texts(string left, string right, bool equal) =>
        Assert.Equal(equal, CanonicalJson.Write(JsonElement.Parse(left)) == CanonicalJson.Write(JsonElement.Parse(right)));
}
