using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Notify.ProviderFakes;
using Notify.ProviderFakes.Apns;
using Notify.ProviderFakes.Fcm;
using Notify.ProviderFakes.SendGrid;
using Notify.ProviderFakes.Slack;
using Notify.ProviderFakes.Twilio;
using Notify.ProviderFakes.WebPush;

namespace Notify.Benchmarks.Channels;

/// <summary>All fake providers in a process of their own, so that what they cost is not counted with what is measured.</summary>
internal static class FakeProviders
{
    public const string Command = "serve-fake-providers";

    public static async Task RunAsync()
    {
        using var stopping = new CancellationTokenSource();
        await using var sendGrid = await SendGridFake.StartAsync(null, stopping.Token);
        await using var fcm = await FcmFake.StartAsync(null, stopping.Token);
        await using var apns = await ApnsFake.StartAsync(null, stopping.Token);
        await using var webPush = await WebPushFake.StartAsync(null, stopping.Token);
        await using var twilio = await TwilioFake.StartAsync(stopping.Token);
        await using var slack = await SlackFake.StartAsync(null, stopping.Token);
        await using var webhook = new WebhookReceiver();
        await webhook.StartAsync(stopping.Token);
        using var smtp = new SmtpSink();
        var listening = smtp.RunAsync(stopping.Token);
        var fakes = new Dictionary<string, ProviderFake>
        {
            ["sendgrid"] = sendGrid, ["fcm"] = fcm, ["apns"] = apns, ["web-push"] = webPush, ["twilio"] = twilio, ["slack"] = slack, ["webhook"] = webhook,
        };
        var setup = new FakesSetup
        {
            BaseUrls = fakes.ToDictionary(static fake => fake.Key, static fake => fake.Value.BaseUrl),
            CertificatePath = FakeCertificate.PemPath,
            FcmServiceAccount = fcm.ServiceAccountJson,
            ApnsKey = ApnsFake.KeyPem,
            Subscription = webPush.Subscribe().Subscription,
            SmtpPort = smtp.Port,
        };

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        app.MapGet("/setup", () => setup);
        app.MapGet("/captured/smtp", () => smtp.FirstContent);
        app.MapGet("/captured/{id}", (string id) => Capture(fakes[id]));
        app.MapGet("/count", () => smtp.Count + fakes.Values.Sum(static fake => fake.RequestCount));
        await app.RunAsync();
        await stopping.CancelAsync();
        await listening;
    }

    /// <summary>Hands out the last request, and keeps none from now on.</summary>
    private static CapturedRequest Capture(ProviderFake fake)
    {
        fake.KeepsRequests = false;
        var last = fake.Requests[^1];
        return new() { Target = last.Target, Headers = last.Headers, Body = last.Body, Protocol = last.Protocol };
    }

    /// <summary>A recipient's endpoint that takes everything.</summary>
    private sealed class WebhookReceiver : ProviderFake
    {
        protected override FakeAnswer Answer(FakeRequest request) => FakeAnswer.Plain(204);
    }
}
