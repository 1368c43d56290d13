using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Notify.Delivery.Integrations;

namespace Notify.Modules.Tests.Delivery;

public sealed class MailRedirectTests
{
    [Fact]
    public void Every_mail_integration_leads_to_one_server_without_its_login_and_keeps_its_author()
    {
        var stored = Stored("email", """{"fromEmail":"shop@example.com","fromName":"Shop","baseUrl":"https://api.example.com"}""");
        var redirect = Redirect("[::1]:1025");

        var diverted = redirect.Divert(stored);

        Assert.True(redirect.Covers(stored));
        Assert.False(redirect.Covers(Stored("sms", "{}")));
        Assert.Equal(("smtp", stored.Id, "bulk", (byte[]?)null), (diverted.Provider, diverted.Id, diverted.Identifier, diverted.Secrets));
        Assert.True(JsonElement.DeepEquals(
            JsonElement.Parse("""{"host":"::1","port":1025,"useTls":false,"fromEmail":"shop@example.com","fromName":"Shop"}"""), JsonElement.Parse(diverted.Settings)));
    }

    [Fact]
    public void Without_a_redirect_nothing_is_covered() => Assert.False(Redirect("").Covers(Stored("email", "{}")));

    [Theory]
    [InlineData("localhost")]
    [InlineData("localhost:0")]
    [InlineData("localhost:99999")]
    [InlineData("user@localhost:25")]
    [InlineData("smtp://localhost:25")]
    [InlineData("localhost:25/x")]
    public void A_redirect_that_leads_nowhere_is_refused(string redirect)
    {
        var result = new MailOptionsValidator().Validate(null, new() { DevRedirect = redirect });

        Assert.Equal(
            [$"Notify:Mail:DevRedirect is '{redirect}' but must be host:port, such as localhost:1025, or empty; otherwise e-mail would leave for real recipients."],
            result.Failures);
    }

    [Theory]
    [InlineData("")]
    [InlineData("localhost:1025")]
    [InlineData("10.0.0.7:25")]
    public void A_server_or_nothing_is_taken(string redirect) => Assert.True(new MailOptionsValidator().Validate(null, new() { DevRedirect = redirect }).Succeeded);

    private static MailRedirect Redirect(string target) => new(Options.Create(new MailOptions { DevRedirect = target }), NullLogger<MailRedirect>.Instance);

    private static Integration Stored(string channel, string settings) => new()
    {
        Id = Guid.CreateVersion7(),
        EnvironmentId = Guid.CreateVersion7(),
        Identifier = "bulk",
        Name = "Bulk",
        Provider = "sendgrid",
        Channel = channel,
        Settings = settings,
        Secrets = [1, 2, 3],
        SecretNames = ["apiKey"],
    };
}
