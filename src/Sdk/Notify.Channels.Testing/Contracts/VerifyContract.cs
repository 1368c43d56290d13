using Notify.Channels.Sdk;
using Xunit;

namespace Notify.Channels.Testing;

/// <summary>The check of credentials tells good ones from bad ones, and sends nothing.</summary>
/// <typeparam name="TChannel">The description of the plugin.</typeparam>
public abstract class VerifyContract<TChannel> : Contract<TChannel>
    where TChannel : ChannelUnderTest, new()
{
    [Fact]
    public async Task Good_credentials_are_valid_and_nothing_is_sent()
    {
        var backend = await StartBackendAsync();
        var verifier = Ability<IVerifyCredentials>(CreateProvider(backend.Url));

        var call = await Call.RunAsync(() => verifier.VerifyAsync(Token).AsTask());

        Assert.True(call.Value is { IsValid: true }, $"Good credentials must be valid: {call.Value?.Detail ?? call.Exception?.GetType().Name}");
        Assert.Empty(backend.Received);
    }

    [Fact]
    public async Task Bad_credentials_are_not_valid_and_the_code_says_why()
    {
        if (await RefusingAsync() is not { } verifier)
            return; // there are no credentials that a backend could refuse

        var call = await Call.RunAsync(() => verifier.VerifyAsync(Token).AsTask());

        Assert.Null(call.Exception);
        Assert.False(call.Value?.IsValid ?? true, "Credentials that the backend refuses were called valid.");
        Assert.False(string.IsNullOrWhiteSpace(call.Value?.Code), "A refusal needs a code.");
        Assert.False(string.IsNullOrWhiteSpace(call.Value?.Detail), "A refusal needs a sentence.");
    }

    [Fact]
    public async Task A_backend_that_fails_never_makes_credentials_valid()
    {
        var wrong = new List<string>();
        foreach (var fault in Channel.Faults.Where(StrikesAtOnce))
        {
            await using var server = fault.Start();
            var verifier = Ability<IVerifyCredentials>(CreateProvider(server.Url));

            var call = await Call.RunAsync(() => verifier.VerifyAsync(Token).AsTask());

            if (Channel.ChecksOffline)
                Assert.Equal((true, 0), (call.Value?.IsValid, server.Connections));
            else if (call.Value is { IsValid: true } or { IsValid: false, Code: null } or { IsValid: false, Code: "" })
                wrong.Add($"{fault.Name}: {call.Value}");
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>Other than with HTTP, a connection that breaks after a message says nothing about credentials.</summary>
    private bool StrikesAtOnce(FaultCase fault) =>
        fault.Transport is TransportFault.Refused or TransportFault.TlsFailure
        || (Channel is HttpChannelUnderTest && fault.Transport is TransportFault.ResetBeforeAnswer or TransportFault.Garbage);

    private async Task<IVerifyCredentials?> RefusingAsync()
    {
        var backend = await StartBackendAsync();
        if (Channel.WrongCredentials(backend.Url) is { } settings)
            return Ability<IVerifyCredentials>(CreateProvider(backend.Url, settings: settings));

        return Channel.Faults.FirstOrDefault(static fault => fault.Name == "401") is { } unauthorized
            ? Ability<IVerifyCredentials>(CreateProvider(Start(unauthorized).Url))
            : null;
    }
}
