using System.Text.Json;
using Notify.Channels.Tests.Support;

namespace Notify.Channels.Tests.Loading;

/// <summary>What a person reads who fills in the settings of the plugins that come along.</summary>
public sealed class ProviderSettingsTests
{
    private const string Twilio = """ "accountSid":"AC0123456789abcdef0123456789abcdef","authToken":"0123456789abcdef" """;

    [Theory]
    [InlineData("twilio", $$"""{{{Twilio}},"from":"+14155550100"}""")]
    [InlineData("twilio", $$"""{{{Twilio}},"from":"My Shop"}""")]
    [InlineData("twilio", $$"""{{{Twilio}},"from":"12345"}""")]
    [InlineData("twilio", $$"""{{{Twilio}},"messagingServiceSid":"MG0123456789abcdef0123456789abcdef"}""")]
    [InlineData("twilio", $$"""{{{Twilio}}}""", "Give exactly one of these: 'from', 'messagingServiceSid'.")]
    [InlineData("twilio", $$"""{{{Twilio}},"from":"+14155550100","messagingServiceSid":"MG0123456789abcdef0123456789abcdef"}""", "Give exactly one of these: 'from', 'messagingServiceSid'.")]
    [InlineData("twilio", """{"from":"+14155550100"}""", "Setting 'accountSid' is required.", "Setting 'authToken' is required.")]
    [InlineData("twilio", $$"""{{{Twilio}},"from":"A name too long"}""", """Setting 'from' is "A name too long" but must be text that matches ^(\+[1-9][0-9]{1,14}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 &+_-]{1,11})$.""")]
    [InlineData("sendgrid", """{"apiKey":"SG.0123456789","fromEmail":"shop@example.com"}""")]
    [InlineData("sendgrid", """{"apiKey":"SG.01 23456789","fromEmail":"shop@example.com"}""", "Setting 'apiKey' must be text that matches ^[!-~]{10,300}$.")]
    [InlineData("sendgrid", """{"fromEmail":"shop@example.com"}""", "Setting 'apiKey' is required.")]
    [InlineData("slack", "{}")]
    [InlineData("slack", """{"botToken":"xoxb-1-2-abc","webhookUrl":"https://hooks.slack.com/services/T0/B0/x","messagesPerSecondPerChannel":0.5}""")]
    [InlineData("slack", """{"webhookUrl":"https://hooks.slack.com/"}""", "Setting 'webhookUrl' must be text that matches ^https?://[^/?#@]+/services/[!-~]{3,300}$.")]
    [InlineData("slack", """{"textFormat":"html"}""", """Setting 'textFormat' is "html" but must be one of plain, mrkdwn.""")]
    public async Task Says_in_a_sentence_what_is_wrong(string plugin, string settings, params string[] expected)
    {
        await using var host = await PluginHost.StartAsync(PluginHost.BuiltPlugins, ("Notify:Plugins:Watch", "false"));

        var errors = host.Plugins.ValidateSettings(plugin, JsonSerializer.Deserialize<JsonElement>(settings));

        Assert.Equal(expected, errors.Select(static error => error.Message));
    }
}
