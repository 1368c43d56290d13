using System.Text;
using Notify.Channels.Twilio;

namespace Notify.Channels.Tests.Twilio;

public sealed class TwilioSignatureTests
{
    /// <summary>The example of Twilio's documentation and helper libraries.</summary>
    private const string Token = "12345";

    private const string Url = "https://mycompany.com/myapp.php?foo=1&bar=2";

    private static readonly KeyValuePair<string, string>[] Fields =
    [
        new("CallSid", "CA1234567890ABCDE"), new("Caller", "+14158675309"), new("Digits", "1234"), new("From", "+14158675309"), new("To", "+18005551212"),
    ];

    [Theory]
    [InlineData(Url, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData("https://mycompany.com:1234/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")] // signed without its port
    [InlineData("http://mycompany.com:1234/myapp.php?foo=1&bar=2", "Zmvh+3yNM1Phv2jhDCwEM3q5ebU=")] // signed with its port
    [InlineData(Url, "kvajT1Ptam85bY51eRf/AJRuM3w=")] // signed with port 443
    [InlineData("http://mycompany.com/myapp.php?foo=1&bar=2", "0ZXoZLH/DfblKGATFgpif+LLRf4=")] // signed with port 80
    public void Believes_the_published_examples(string url, string signature)
    {
        Assert.True(TwilioSignature.IsValid(Token, new(url), Fields, [], signature));
        Assert.True(TwilioSignature.IsValid(Token, new(url), [.. Fields.Reverse()], [], signature));
    }

    [Fact]
    public void Believes_the_published_example_of_a_field_that_comes_twice() => Assert.True(TwilioSignature.IsValid(
        Token, new(Url), [new("Sid", "CA123"), new("SidAccount", "AC123"), new("Digits", "5678"), new("Digits", "1234"), new("Digits", "1234")], [], "IK+Dwps556ElfBT0I3Rgjkr1wJU="));

    [Fact]
    public void Believes_the_published_example_of_a_json_body()
    {
        var url = new Uri($"{Url}&bodySHA256=0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620");

        Assert.True(TwilioSignature.IsValid(Token, url, [], """{"property": "value", "boolean": true}"""u8, "a9nBmqA0ju/hNViExpshrM61xv4="));
        Assert.False(TwilioSignature.IsValid(Token, url, [], """{"property": "value", "boolean": false}"""u8, "a9nBmqA0ju/hNViExpshrM61xv4="));
    }

    [Theory]
    [InlineData("12346", Url, "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(Token, "https://mycompany.com/myapp.php?foo=1&bar=3", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(Token, "http://mycompany.com/myapp.php?foo=1&bar=2", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(Token, "https://mycompany.com/myapp.php", "RSOYDt4T1cUTdK1PDd93/VVr8B8=")]
    [InlineData(Token, Url, "RSOYDt4T1cUTdK1PDd93/VVr8B9=")]
    [InlineData(Token, Url, "RSOYDt4T1cUTdK1PDd93/VVr8A8=")]
    [InlineData(Token, Url, "RSOYDt4T")]
    [InlineData(Token, Url, "")]
    [InlineData(Token, Url, "not base64")]
    public void Believes_nothing_else(string token, string url, string signature) => Assert.Equal(
        signature == "RSOYDt4T1cUTdK1PDd93/VVr8B9=", // the same bytes: base64 does not use the last two bits of the last character
        TwilioSignature.IsValid(token, new(url), Fields, [], signature));

    [Theory]
    [InlineData("x")]
    [InlineData("zz1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620")]
    public void Survives_a_hash_that_is_none(string hash) =>
        Assert.False(TwilioSignature.IsValid(Token, new($"{Url}&bodySHA256={hash}"), [], Encoding.UTF8.GetBytes("{}"), "a9nBmqA0ju/hNViExpshrM61xv4="));
}
