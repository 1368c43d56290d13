using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>The probe tells a provider that can take messages from one that cannot, and sends nothing.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class HealthContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    [Fact]
    public async Task A_backend_that_works_is_healthy_and_nothing_is_sent()
    {
        var backend = await StartBackendAsync();
        var probe = Ability<IHealthProbe>(CreateProvider(backend.Url));

        var call = await Call.RunAsync(() => probe.ProbeAsync(Token).AsTask());

        Assert.True(
            call.Value is { Status: HealthStatus.Healthy, Code: null },
            $"An honest backend must be Healthy without a code: {call.Value?.ToString() ?? call.Exception?.GetType().Name}");
        Assert.False(string.IsNullOrWhiteSpace(call.Value!.Detail), "A report needs a sentence."); // not null: it is Healthy
        Assert.Empty(backend.Received);
    }

    [Fact]
    public async Task A_backend_that_is_gone_or_fails_is_not_healthy_and_the_code_says_why()
    {
        var wrong = new List<string>();
        foreach (var fault in Channel.Faults.Where(static fault => fault.Transport is TransportFault.Refused or TransportFault.TlsFailure || fault.Name is "503" or "500"))
        {
            await using var server = fault.Start();
            var probe = Ability<IHealthProbe>(CreateProvider(server.Url));

            var call = await Call.RunAsync(() => probe.ProbeAsync(Token).AsTask());

            if (Channel.ChecksOffline)
                Assert.Equal((HealthStatus.Healthy, 0), (call.Value?.Status, server.Connections));
            else if (call.Exception is null && call.Value is null or { Status: HealthStatus.Healthy } or { Code: null or "" })
                wrong.Add($"{fault.Name}: {call.Value}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }
}
