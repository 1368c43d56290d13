using System.Security.Cryptography;
using System.Text.Json;
using System.Text;
using FsCheck.Fluent;
using FsCheck;
using Microsoft.Extensions.Options;
using Notify.Delivery.Integrations;
using Notify.Delivery.Sending;
using Notify.Secrets;

namespace Notify.Modules.Tests.Delivery;

public sealed class SecretTests
{
    private readonly Guid integration = Guid.CreateVersion7();

    [Fact]
    public void A_sealed_secret_opens_again_shows_nothing_and_never_looks_the_same()
    {
        var (first, second) = (Box(1).Seal(integration, "p4ssw0rd-žluť"), Box(1).Seal(integration, "p4ssw0rd-žluť"));

        Assert.Equal("p4ssw0rd-žluť", Box(1).Open(integration, first));
        Assert.NotEqual(first, second);
        Assert.DoesNotContain("p4ssw0rd", Encoding.Latin1.GetString(first), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_changed_or_missing_byte_is_noticed()
    {
        var box = Box(1).Seal(integration, "secret");

        Assert.All(Enumerable.Range(0, box.Length), position =>
        {
            var changed = (byte[])box.Clone();
            changed[position] ^= 1;
            Assert.ThrowsAny<CryptographicException>(() => Box(1).Open(integration, changed));
            Assert.ThrowsAny<CryptographicException>(() => Box(1).Open(integration, box.AsSpan(0, position)));
        });
    }

    [Fact]
    public void Another_integration_or_another_key_does_not_open_it()
    {
        var box = Box(1).Seal(integration, "secret");

        Assert.ThrowsAny<CryptographicException>(() => Box(1).Open(Guid.CreateVersion7(), box));
        Assert.ThrowsAny<CryptographicException>(() => Box(2).Open(integration, box));
    }

    [Fact]
    public void Settings_are_parted_from_secrets_and_joined_again()
    {
        var settings = JsonElement.Parse("""{"host":"mail","password":"p","token":null,"port":25}""");

        var (open, hidden, names) = SettingsDocument.Split(settings, new HashSet<string> { "password", "token", "absent" });

        Assert.Equal("""{"host":"mail","port":25}""", open);
        Assert.Equal(["password", "token"], names);
        Assert.True(JsonElement.DeepEquals(settings, SettingsDocument.Join(open, hidden)));
        Assert.Null(SettingsDocument.Split(settings, new HashSet<string>()).Secrets);
    }

    [Fact]
    public void A_change_replaces_members_and_null_removes_them()
    {
        var merged = SettingsDocument.Merge(JsonElement.Parse("""{"host":"a","port":25,"tls":{"min":1}}"""), """{"host":"b","port":null,"tls":{"max":3}}""");

        Assert.Equal("""{"host":"b","tls":{"max":3}}""", merged.GetRawText());
    }

    [Fact]
    public void What_a_provider_said_is_made_fit_to_be_stored() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(
            Gen.OneOf(ArbMap.Default.GeneratorFor<string>(), Gen.Elements("\0", "\r\n", "\ud800", new string('x', 2_000), new string('x', 499) + "🚚")).ToArbitrary(),
            static text => ProviderText.Clean(text) is not { } clean
                ? text is null
                : clean.Length <= 500 && !clean.Any(char.IsControl) && clean == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(clean))));

    private static SecretBox Box(byte seed) => new(Options.Create(new SecretsOptions { Key = Convert.ToBase64String([.. Enumerable.Repeat(seed, SecretBox.KeyBytes)]) }));
}
