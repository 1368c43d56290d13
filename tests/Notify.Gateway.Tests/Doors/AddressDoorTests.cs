using System.Net;
using System.Net.Http.Json;
using Notify.Addresses;

namespace Notify.Gateway.Tests.Doors;

/// <summary>Addresses are judged where they come in: what could never be sent to is not stored.</summary>
public sealed class AddressDoorTests(RunningGateway gateway)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task E_mail_addresses() => JudgeFieldAsync("email", BadAddresses.Emails, GoodAddresses.Emails);

    [Fact]
    public Task Numbers() => JudgeFieldAsync("phone", BadAddresses.Phones, GoodAddresses.Phones);

    [Fact]
    public Task Urls_of_webhooks() => JudgeFieldAsync("webhookUrl", BadAddresses.Urls, GoodAddresses.Urls);

    [Fact]
    public Task Addresses_of_slack() => JudgeEndpointsAsync("slack", "slack", BadAddresses.SlackAddresses, GoodAddresses.SlackAddresses);

    [Fact]
    public Task Registration_tokens() => JudgeEndpointsAsync("push", "fcm", BadTokens.Fcm, GoodAddresses.FcmTokens);

    [Fact]
    public Task Device_tokens() => JudgeEndpointsAsync("push", "apns", BadTokens.Apns, GoodAddresses.ApnsTokens);

    [Fact]
    public Task Subscriptions_of_browsers() => JudgeEndpointsAsync("push", "web-push", BadTokens.WebPush, GoodAddresses.WebPush);

    private async Task JudgeFieldAsync(string field, IReadOnlyDictionary<string, string[]> bad, string[] good)
    {
        foreach (var (wrong, addresses) in bad)
        {
            foreach (var address in addresses)
            {
                using var answer = await PutAsync(new Dictionary<string, string> { [field] = address });
                await IsRefusedAsync(answer, [$"/{field}"], $"{wrong}: {Shown(address)}");
            }
        }

        foreach (var address in good)
        {
            using var answer = await PutAsync(new Dictionary<string, string> { [field] = address });
            Assert.True(answer.StatusCode == HttpStatusCode.Created, $"{Shown(address)} was answered {answer.StatusCode}.");
        }
    }

    /// <summary>All of a kind in one profile: each is told by its pointer.</summary>
    private async Task JudgeEndpointsAsync(string channel, string provider, IReadOnlyDictionary<string, string[]> bad, string[] good)
    {
        foreach (var (wrong, addresses) in bad)
        {
            using var refused = await PutAsync(new { endpoints = addresses.Select(address => new { channel, provider, address }) });
            await IsRefusedAsync(refused, addresses.Select(static (_, index) => $"/endpoints/{index}/address"), wrong);
        }

        using var taken = await PutAsync(new { endpoints = good.Select(address => new { channel, provider, address }) });
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    private async Task<HttpResponseMessage> PutAsync(object profile)
    {
        using var caller = gateway.Caller();
        return await caller.PutAsJsonAsync($"/v1/subscribers/{gateway.NewName()}", profile, Token);
    }

    private static async Task IsRefusedAsync(HttpResponseMessage answer, IEnumerable<string> pointers, string what)
    {
        Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{what} was answered {answer.StatusCode}.");
        Assert.Equal("validation-error", await answer.ProblemCodeAsync(Token));
        Assert.Equal(pointers, await answer.FieldsAtFaultAsync(Token));
    }

    private static string Shown(string address) => Uri.EscapeDataString(address.Length > 100 ? address[..100] : address);
}
