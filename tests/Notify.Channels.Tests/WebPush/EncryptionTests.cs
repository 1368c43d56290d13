using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Notify.Channels.WebPush;
using Notify.Channels.WebPush.Encryption;
using Notify.ProviderFakes.WebPush;

namespace Notify.Channels.Tests.WebPush;

public sealed class EncryptionTests
{
    [Fact]
    public void Encrypts_the_example_of_RFC_8291_byte_for_byte()
    {
        var senderPoint = Base64Url.DecodeFromChars("BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8");
        using var sender = ECDiffieHellman.Create(EcPoints.Parameters(senderPoint) with { D = Base64Url.DecodeFromChars("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw") });
        var receiver = new PushSubscription
        {
            Endpoint = new("https://push.example.net/push/JzLQ3raZJfFBR0aqvOMsLrt54w4rJUsV"),
            PublicKey = Base64Url.DecodeFromChars("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"),
            Auth = Base64Url.DecodeFromChars("BTBZMqHH6r4Tts7J_aSIgg"),
        };

        var body = MessageEncryption.Encrypt(
            "When I grow up, I want to be a watermelon"u8, receiver, sender, Base64Url.DecodeFromChars("DGv6ra1nlYgDCS1FRnbzlw"));

        Assert.Equal(
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN",
            Base64Url.EncodeToString(body));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(255)]
    [InlineData(MessageEncryption.LargestPlaintext)]
    public void Is_read_by_the_browser_it_was_made_for(int length)
    {
        using var browser = new FakeBrowser(new("https://push.example.net/x"));
        Assert.True(PushSubscription.TryRead(browser.Subscription, out var subscription));
        var message = new string('x', length);

        var body = MessageEncryption.Encrypt(Encoding.UTF8.GetBytes(message), subscription);

        Assert.Equal(message, browser.Decrypt(body));
        Assert.Equal(length + 103, body.Length);
    }

    [Fact]
    public void Is_not_read_by_another_browser_nor_when_it_was_changed()
    {
        using var browser = new FakeBrowser(new("https://push.example.net/x"));
        using var other = new FakeBrowser(new("https://push.example.net/y"));
        Assert.True(PushSubscription.TryRead(browser.Subscription, out var subscription));
        var body = MessageEncryption.Encrypt("secret"u8, subscription);
        var changed = body.ToArray();
        changed[^1] ^= 1;

        Assert.ThrowsAny<CryptographicException>(() => other.Decrypt(body));
        Assert.ThrowsAny<CryptographicException>(() => browser.Decrypt(changed));
    }

    [Fact]
    public void Uses_a_key_and_a_salt_once()
    {
        using var browser = new FakeBrowser(new("https://push.example.net/x"));
        Assert.True(PushSubscription.TryRead(browser.Subscription, out var subscription));

        var bodies = Enumerable.Range(0, 50).Select(_ => MessageEncryption.Encrypt("same"u8, subscription)).ToList();

        Assert.Equal(50, bodies.Select(static body => Convert.ToHexString(body, 0, 16)).Distinct().Count());
        Assert.Equal(50, bodies.Select(static body => Convert.ToHexString(body, 21, 65)).Distinct().Count());
    }
}
