using Notify.Channels.Sdk;

namespace Notify.Channels.Testing.Tests.Parrot;

/// <summary>A channel with every ability, of a provider made for these tests. Without a flaw it keeps every contract.</summary>
public sealed class ParrotPlugin : IChannelPlugin, IValidateEndpoint
{
    private static int _made;
    private readonly Flaw _flaw;

    public ParrotPlugin()
        : this(Flaw.None)
    {
    }

    public ParrotPlugin(Flaw flaw)
    {
        _flaw = flaw;
        Manifest = new()
        {
            Id = "parrot",
            Channel = "parrot",
            Family = MessageFamily.Chat,
            DisplayName = "Parrot",
            Version = flaw == Flaw.NamesItselfBadly ? "one" : flaw == Flaw.ChangesItsMind ? $"1.0.{Interlocked.Increment(ref _made)}" : "1.0.0",
            Abilities = ChannelAbilities.Batch | ChannelAbilities.VerifyCredentials | ChannelAbilities.Callbacks | ChannelAbilities.Health
                | ChannelAbilities.ValidateEndpoint | (flaw == Flaw.NamesAnAbilityItLacks ? ChannelAbilities.Hook : 0),
            SettingsSchema = $$"""
                {
                  "type": "object",
                  "required": ["apiKey", "webhookSecret"{{(flaw == Flaw.WantsMoreSettings ? ", \"cage\"" : "")}}],
                  "additionalProperties": {{(flaw == Flaw.LeavesItsSchemaOpen ? "true" : "false")}},
                  "properties": {
                    "{{(flaw == Flaw.CannotBePointedElsewhere ? "cage" : "baseUrl")}}": { "type": "string", "title": "URL" },
                    "apiKey": { "type": "string", "writeOnly": {{(flaw == Flaw.KeepsItsKeyReadable ? "false" : "true")}}, "title": "API key" },
                    "webhookSecret": { "type": "string", "writeOnly": true, "title": "Secret of callbacks" }
                  }
                }
                """,
        };
    }

    public ChannelManifest Manifest { get; }

    public IChannelProvider Create(ProviderContext context) => new ParrotProvider(context, _flaw);

    public string? FindFault(string address)
    {
        if (_flaw == Flaw.ThrowsAtOddAddresses && address.Any(char.IsSurrogate))
            throw new FormatException("What is this?");

        var isGood = _flaw == Flaw.TakesEveryAddress
            || (_flaw != Flaw.TakesNoAddress && address.Length is >= 1 and <= 100 && address.All(static c => char.IsAsciiLetterOrDigit(c) || c == '-'));
        return isGood ? null : "1 to 100 letters, digits and '-'";
    }
}
