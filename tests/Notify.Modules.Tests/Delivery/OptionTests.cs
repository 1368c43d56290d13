using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Notify.Delivery;
using Notify.Delivery.Sending;
using Notify.Postgres;

namespace Notify.Modules.Tests.Delivery;

public sealed class OptionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("c2hvcnQ=")]
    [InlineData("not base64")]
    public async Task Without_a_usable_key_for_secrets_nothing_starts(string key)
    {
        using var host = Build(("Notify:Secrets:Key", key));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Equal(
            ["Notify:Secrets:Key must be 32 bytes in base64; without it integrations' secrets cannot be sealed or read. Make one with: openssl rand -base64 32"], refusal.Failures);
    }

    [Theory]
    [InlineData("Notify:Retention:NotificationDays", "0")]
    [InlineData("Notify:Retention:IdempotencyKeyDays", "366")]
    public async Task Retention_out_of_its_limits_refuses_to_start(string key, string value)
    {
        using var host = Build(("Notify:Secrets:Key", Convert.ToBase64String(new byte[32])), (key, value));

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(Token));

        Assert.Contains(key.Split(':')[^1], Assert.Single(refusal.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lease_shorter_than_two_attempts_is_refused_with_both_values_and_the_consequence()
    {
        var result = new DispatchOptionsValidator().Validate(null, new() { AttemptTimeoutSeconds = 10, ClaimLeaseSeconds = 5 });

        Assert.Equal(
            ["Notify:Dispatch:ClaimLeaseSeconds is 5 but must be at least twice AttemptTimeoutSeconds (10); otherwise a slow send is claimed again and delivered twice."],
            result.Failures);
    }

    [Fact]
    public void Everything_wrong_with_dispatch_is_said_at_once() =>
        Assert.Equal(4, new DispatchOptionsValidator().Validate(null, new() { AttemptTimeoutSeconds = 700, ClaimLeaseSeconds = 0, InFlightLimit = 0, StopGraceSeconds = -1 }).Failures?.Count(static failure => failure.Contains("The field", StringComparison.Ordinal)));

    [Fact]
    public void The_defaults_are_valid() => Assert.True(new DispatchOptionsValidator().Validate(null, new()).Succeeded);

    private static IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration["ConnectionStrings:notifydb"] = "Host=localhost";
        foreach (var (key, value) in settings)
        {
            builder.Configuration[key] = value;
        }

        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddNotifyPostgres();
        builder.AddDeliveryModule();
        return builder.Build();
    }
}
