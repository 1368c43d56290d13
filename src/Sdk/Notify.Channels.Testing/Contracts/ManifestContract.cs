using System.Text.Json;
using System.Text.RegularExpressions;
using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>What the plugin says of itself holds.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract partial class ManifestContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    private static readonly Uri Somewhere = new("http://127.0.0.1:9/");

    [Fact]
    public void The_manifest_is_constant()
    {
        var (first, second, other) = (Plugin.Manifest, Plugin.Manifest, Channel.CreatePlugin().Manifest);

        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(second));
        Assert.Equal(JsonSerializer.Serialize(first), JsonSerializer.Serialize(other));
    }

    [Fact]
    public void The_manifest_names_the_plugin_in_order()
    {
        Assert.Matches(IdForm(), Manifest.Id);
        Assert.Matches(ChannelForm(), Manifest.Channel);
        Assert.Matches(SemanticVersion(), Manifest.Version);
        Assert.False(string.IsNullOrWhiteSpace(Manifest.DisplayName), "DisplayName is shown to people: give one.");
        Assert.True(Manifest.MaxBodyLength is null or > 0, "MaxBodyLength must be above 0, or null.");
        Assert.NotEmpty(Manifest.MediaTypes);
        Assert.All(Manifest.MediaTypes, static type => Assert.Matches(MediaRange(), type));
    }

    [Fact]
    public void The_settings_schema_describes_a_closed_object()
    {
        using var document = JsonDocument.Parse(Manifest.SettingsSchema);
        var schema = document.RootElement;

        Assert.Equal("object", schema.GetProperty("type").GetString());
        Assert.True(
            schema.TryGetProperty("additionalProperties", out var additional) && additional.ValueKind == JsonValueKind.False,
            "The settings schema needs \"additionalProperties\": false, so that a misspelt setting is told.");
        Assert.All(Properties(schema), static property => Assert.True(
            property.Value.TryGetProperty("type", out _) || property.Value.TryGetProperty("enum", out _) || property.Value.TryGetProperty("oneOf", out _),
            $"The setting '{property.Name}' has no type."));
        Assert.All(Required(schema), name => Assert.Contains(name, Properties(schema).Select(static property => property.Name)));
    }

    [Fact]
    public void The_described_settings_fit_the_schema()
    {
        using var document = JsonDocument.Parse(Manifest.SettingsSchema);
        var given = Channel.SettingsFor(Somewhere).EnumerateObject().Select(static property => property.Name).ToHashSet();

        Assert.Subset(Properties(document.RootElement).Select(static property => property.Name).ToHashSet(), given);
        Assert.Subset(given, Required(document.RootElement).ToHashSet());
    }

    [Fact]
    public void What_sounds_like_a_secret_is_one()
    {
        using var document = JsonDocument.Parse(Manifest.SettingsSchema);

        Assert.All(Properties(document.RootElement), property => Assert.True(
            !SoundsSecret().IsMatch(property.Name) || Channel.NotSecret.Contains(property.Name) || Secrets.Names(document.RootElement).Contains(property.Name),
            $"The setting '{property.Name}' sounds like a secret: mark it \"writeOnly\": true, or list it under {nameof(ChannelUnderTest.NotSecret)}."));
        Assert.All(Secrets.Names(document.RootElement), name => Assert.True(
            Channel.SettingsFor(Somewhere).TryGetProperty(name, out _), $"{typeof(TChannel).Name}.Settings does not set the secret '{name}', so nobody sees whether it leaks."));
    }

    [Fact]
    public void The_abilities_are_those_that_are_implemented()
    {
        var provider = CreateProvider(Somewhere);
        var implemented = (provider is IBatchSend ? ChannelAbilities.Batch : 0)
            | (provider is IVerifyCredentials ? ChannelAbilities.VerifyCredentials : 0)
            | (provider is IReceiveCallbacks ? ChannelAbilities.Callbacks : 0)
            | (provider is IHealthProbe ? ChannelAbilities.Health : 0)
            | (Plugin is IValidateEndpoint ? ChannelAbilities.ValidateEndpoint : 0)
            | (Plugin is INotificationHook ? ChannelAbilities.Hook : 0);

        Assert.Equal(implemented, Manifest.Abilities);
    }

    [Fact]
    public async Task Create_neither_connects_nor_blocks()
    {
        await using var server = FaultServer.Silent();

        var create = await Call.RunAsync(() => Task.FromResult(CreateProvider(server.Url)));

        Assert.Null(create.Exception);
        Assert.NotNull(create.Value);
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public void A_plugin_that_speaks_http_can_be_pointed_elsewhere()
    {
        using var document = JsonDocument.Parse(Manifest.SettingsSchema);

        Assert.True(
            Channel is not HttpChannelUnderTest { HasBaseUrl: true } || Properties(document.RootElement).Any(static property => property.Name == "baseUrl"),
            "Give the settings a \"baseUrl\", so that tests, proxies and the provider's other regions can be reached.");
    }

    private static List<JsonProperty> Properties(JsonElement schema) =>
        schema.TryGetProperty("properties", out var properties) ? [.. properties.EnumerateObject()] : [];

    private static IEnumerable<string> Required(JsonElement schema) =>
        schema.TryGetProperty("required", out var required) ? required.EnumerateArray().Select(static name => name.GetString() ?? "") : [];

    [GeneratedRegex("^[a-z][a-z0-9-]{0,63}$")]
    private static partial Regex IdForm();

    [GeneratedRegex("^[a-z][a-z0-9_-]{0,63}$")]
    private static partial Regex ChannelForm();

    [GeneratedRegex(@"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$")]
    private static partial Regex SemanticVersion();

    [GeneratedRegex(@"^(\*|[\w.+-]+)/(\*|[\w.+-]+)$")]
    private static partial Regex MediaRange();

    [GeneratedRegex("(key|token|secret|password|passphrase|credentials?)$", RegexOptions.IgnoreCase)]
    private static partial Regex SoundsSecret();
}
