using Notify.EndToEnd.Tests.Rig;
using Xunit;

namespace Notify.EndToEnd.Tests.Sending;

/// <summary>Bad requests: a typed error, and nothing stored.</summary>
public sealed class RefusalTests(SharedInstallation shared) : EnvironmentTest(shared)
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await Api.AddSubscriberAsync("alice");
    }

    public static TheoryData<string, int, string, string> Refusals => new()
    {
        { """{"userId":"alice","channel":"pigeon","body":"x"}""", 400, "CHANNEL_NOT_FOUND", "/channel" },
        { """{"userId":"nobody","channel":"sms","body":"x"}""", 404, "not-found", "/userId" },
        { """{"userId":"alice","channel":"sms","body":"x","templateId":"t"}""", 400, "validation-error", "/templateId" },
        { """{"userId":"alice","channel":"sms"}""", 400, "validation-error", "/body" },
        { """{"userId":"alice","templateId":"none","variables":{"a":1}}""", 404, "not-found", "/templateId" },
        { """{"userId":"alice","channel":"email","body":"x"}""", 400, "validation-error", "/subject" },
        { """{"userId":"alice","channel":"email","subject":"a\r\nBcc: x@y.z","body":"x"}""", 400, "validation-error", "/subject" },
        { """{"userId":"alice","channel":"sms","body":"x","priority":"urgent"}""", 400, "validation-error", "/priority" },
        { """{"userId":"alice","channel":"sms","body":"x","metadata":[1]}""", 400, "validation-error", "/metadata" },
        { """{"userId":"alice","channel":"sms","body":"x","sendAt":"tomorrow"}""", 400, "validation-error", "/sendAt" },
        { """{"userId":"alice","channel":"sms","body":"x","deadline":"2001-01-01T00:00:00Z"}""", 400, "validation-error", "/deadline" },
        { """{"userId":"alice","channel":"sms","body":"x","prioritty":"high"}""", 400, "validation-error", "/prioritty" },
        { """{"userId":"alice","channel":"sms","body":5}""", 400, "validation-error", "/body" },
        { """{"userId":"alice","channel":"sms","body":"a\u0000b"}""", 400, "validation-error", "/body" },
        { """{"userId":"","channel":"","body":""}""", 400, "validation-error", "/userId" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Names_the_code_and_the_field_and_stores_nothing(string body, int status, string code, string path)
    {
        var answer = await Api.SendAsync(HttpMethod.Post, "/v1/notifications", body, null);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Contains(path, answer.Body.GetProperty("errors").EnumerateArray().Select(static error => error.GetProperty("path").GetString()));
        Assert.Equal(status, answer.Body.GetProperty("status").GetInt32());
        Assert.True(answer.Text("title").Length > 0 && answer.Text("detail").Length > 0 && answer.Text("type").Length > 0);
        Assert.Empty((await Api.GetAsync("/v1/notifications")).Body.GetProperty("data").EnumerateArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"userId\":\"\\ud800\",\"channel\":\"sms\",\"body\":\"x\"}")]
    public async Task Garbage_is_a_validation_error(string body)
    {
        var answer = await Api.SendAsync(HttpMethod.Post, "/v1/notifications", body, null);

        Assert.Equal((400, "validation-error"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task No_key_and_a_wrong_key_are_401()
    {
        using var nobody = new Api(Notify.Gateway(), "ntfy_wrong");

        var answer = await nobody.GetAsync("/v1/notifications");

        Assert.Equal((401, "unauthorized"), (answer.Status, answer.Code));
    }
}
