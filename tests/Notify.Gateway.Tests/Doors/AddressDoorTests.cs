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
    public Task Numbers_that_no_country_has() => JudgeFieldAsync(
        "phone",
        new Dictionary<string, string[]>
        {
            ["no such code"] = ["+9991234567", "+2101234567"],
            ["too few digits for the country"] = ["+1415555", "+4420718"],
            ["without the area's code"] = ["+15550100"],
            ["too many digits for the country"] = ["+141555501000", "+123456789012345", "+44207183875000"],
        },
        good: ["+15551234567", "+14155550100", "+491701234567", "+2904321"]);

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
        var misjudged = new List<string>();
        foreach (var (wrong, address) in bad.SelectMany(static entry => entry.Value, static (entry, address) => (entry.Key, address)))
        {
            using var answer = await PutAsync(new Dictionary<string, string> { [field] = address });
            if (await RefusalAsync(answer) is var said && said != $"400 validation-error /{field}")
            {
                misjudged.Add($"{wrong}: {Shown(address)}: {said}");
            }
        }

        foreach (var address in good)
        {
            using var answer = await PutAsync(new Dictionary<string, string> { [field] = address });
            if (answer.StatusCode != HttpStatusCode.Created)
            {
                misjudged.Add($"good: {Shown(address)}: {answer.StatusCode}");
            }
        }

        Assert.Equal([], misjudged);
    }

    /// <summary>All of a kind in one profile: each is told by its pointer.</summary>
    private async Task JudgeEndpointsAsync(string channel, string provider, IReadOnlyDictionary<string, string[]> bad, string[] good)
    {
        foreach (var addresses in bad.Values)
        {
            using var refused = await PutAsync(new { endpoints = addresses.Select(address => new { channel, provider, address }) });
            Assert.Equal($"400 validation-error {string.Join(' ', addresses.Select(static (_, index) => $"/endpoints/{index}/address"))}", await RefusalAsync(refused));
        }

        using var taken = await PutAsync(new { endpoints = good.Select(address => new { channel, provider, address }) });
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }

    private async Task<HttpResponseMessage> PutAsync(object profile)
    {
        using var caller = gateway.Caller();
        return await caller.PutAsJsonAsync($"/v1/subscribers/{gateway.NewName()}", profile, Token);
    }

    private static async Task<string> RefusalAsync(HttpResponseMessage answer)
    {
        if (answer.IsSuccessStatusCode)
        {
            return $"{(int)answer.StatusCode}";
        }

        var problem = await answer.ProblemAsync(Token);
        var pointers = problem.GetProperty("errors").EnumerateArray().Select(static error => error.GetProperty("path").GetString());
        return $"{(int)answer.StatusCode} {problem.GetProperty("code").GetString()} {string.Join(' ', pointers)}";
    }

    private static string Shown(string address) => Uri.EscapeDataString(address.Length > 100 ? address[..100] : address);
}
