using System.Text.Json;
using Notify.Benchmarks.Rig;
using Notify.Channels.Apns;
using Notify.Channels.Fcm;
using Notify.Channels.Sdk;
using Notify.Channels.SendGrid;
using Notify.Channels.Slack;
using Notify.Channels.Smtp;
using Notify.Channels.Twilio;
using Notify.Channels.Webhook;
using Notify.Channels.WebPush;
using Notify.ProviderFakes.Apns;
using Notify.ProviderFakes.SendGrid;
using Notify.ProviderFakes.Slack;
using Notify.ProviderFakes.Twilio;

namespace Notify.Benchmarks.Channels;

/// <summary>Every plugin with settings that lead to its fake, and a message for it.</summary>
internal sealed class ChannelProviders(FakesSetup fakes)
{
    public const int SmtpConnections = 8;
    private const string DeliveryId = "0198f1a2-3b4c-7d5e-8f60-718293a4b5c6";

    /// <summary>Gets the plugins that speak HTTP, by their ids.</summary>
    public IReadOnlyDictionary<string, (IChannelProvider Provider, ChannelMessage Message)> Http { get; } =
        new Dictionary<string, (IChannelProvider, ChannelMessage)>
        {
            ["webhook"] = (Create(fakes, new WebhookPlugin(), new { secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" }), new WebhookMessage
            {
                DeliveryId = DeliveryId, Attempt = 1, Address = new Uri(fakes.BaseUrls["webhook"], "hook").AbsoluteUri, OccurredAt = DateTimeOffset.UnixEpoch,
                Payload = JsonSerializer.SerializeToUtf8Bytes(new { subject = Messages.Subject, body = Messages.Body }),
            }),
            ["slack"] = (
                Create(fakes, new SlackPlugin(), new { botToken = SlackFake.BotToken, baseUrl = new Uri(fakes.BaseUrls["slack"], "api/"), messagesPerSecondPerChannel = 0 }),
                new ChatMessage { DeliveryId = DeliveryId, Attempt = 1, Address = "C012345678", Text = Messages.Body }),
            ["twilio"] = (
                Create(fakes, new TwilioPlugin(), new { accountSid = TwilioFake.AccountSid, authToken = TwilioFake.AuthToken, from = TwilioFake.From, baseUrl = fakes.BaseUrls["twilio"] }),
                new SmsMessage { DeliveryId = DeliveryId, Attempt = 1, Address = "+14155550100", Text = Messages.Body }),
            ["sendgrid"] = (
                Create(fakes, new SendGridPlugin(), new { apiKey = SendGridFake.ApiKey, fromEmail = "shop@example.com", baseUrl = fakes.BaseUrls["sendgrid"] }), Mail()),
            ["fcm"] = (
                Create(fakes, new FcmPlugin(), new { serviceAccount = fakes.FcmServiceAccount, baseUrl = fakes.BaseUrls["fcm"] }), Push($"cXq3-ZzT0k_1:APA91b{new string('f', 130)}-Q")),
            ["apns"] = (
                Create(
                    fakes, new ApnsPlugin(),
                    new { teamId = ApnsFake.TeamId, keyId = ApnsFake.KeyId, key = fakes.ApnsKey, bundleId = ApnsFake.BundleId, baseUrl = fakes.BaseUrls["apns"] }),
                Push("740f4707bebcf74f9b7c25d48e3358945f6aa01da5ddb387462c7eaf61bb78ad")),
            ["web-push"] = (WebPush(fakes), Push(fakes.Subscription)),
        };

    /// <summary>Gets the plugin that speaks SMTP.</summary>
    public IChannelProvider Smtp { get; } = Create(
        fakes, new SmtpPlugin(),
        new { host = "127.0.0.1", port = fakes.SmtpPort, useTls = false, fromEmail = "shop@example.com", poolSize = SmtpConnections, maxMessagesPerConnection = 100_000 });

    public static EmailMessage Mail() =>
        new() { DeliveryId = DeliveryId, Attempt = 1, Address = "alice@example.com", Subject = Messages.Subject, Text = Messages.Body };

    /// <summary>Sends a message that must be accepted.</summary>
    public static async ValueTask SendAsync(IChannelProvider provider, ChannelMessage message, CancellationToken cancellationToken)
    {
        if (await provider.SendAsync(message, cancellationToken) is var outcome and not SendOutcome.Accepted)
        {
            throw new InvalidOperationException($"A message was not accepted but {outcome}.");
        }
    }

    private static PushMessage Push(string address) =>
        new() { DeliveryId = DeliveryId, Attempt = 1, Address = address, Title = Messages.Subject, Body = Messages.Body, TimeToLive = TimeSpan.FromHours(1) };

    private static IChannelProvider WebPush(FakesSetup fakes)
    {
        var keys = VapidKeys.Generate();
        return Create(fakes, new WebPushPlugin(), new { vapidPublicKey = keys.PublicKey, vapidPrivateKey = keys.PrivateKey, subject = "mailto:ops@example.com" });
    }

    private static IChannelProvider Create(FakesSetup fakes, IChannelPlugin plugin, object settings) => plugin.Create(new()
    {
        IntegrationId = "integration-1",
        Settings = JsonSerializer.SerializeToElement(settings),
        HostOptions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
        {
            ["AllowPrivateNetworks"] = "true",
            ["TrustedCertificates"] = fakes.CertificatePath,
        },
        TimeProvider = TimeProvider.System,
    });
}
