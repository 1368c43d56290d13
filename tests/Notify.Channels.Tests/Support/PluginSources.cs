namespace Notify.Channels.Tests.Support;

/// <summary>Source of plugins that behave, and of plugins that do not.</summary>
internal static class PluginSources
{
    /// <summary>A plugin whose provider does what its setting <c>how</c> says and answers with its version.</summary>
    public static string Probe(string version, string id = "probe") => Plugin(
        id, version,
        """
        public IChannelProvider Create(ProviderContext context)
        {
            var how = context.Settings.TryGetProperty("how", out var value) ? value.GetString() : "";
            return how == "create-throws" ? throw new InvalidOperationException("no") : new Provider(how!, context);
        }

        sealed class Provider(string how, ProviderContext context) : IChannelProvider, IVerifyCredentials
        {
            public async ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken)
            {
                switch (how)
                {
                    case "hangs":
                        if (System.IO.Directory.Exists(message.Address))
                            System.IO.File.WriteAllText(System.IO.Path.Combine(message.Address, Guid.NewGuid().ToString()), "inside");
                        Thread.Sleep(Timeout.Infinite);
                        break;
                    case "ignores-token": await new TaskCompletionSource().Task; break;
                    case "honours-token": await Task.Delay(Timeout.Infinite, cancellationToken); break;
                    case "throws": throw new InvalidOperationException("secret@example.com");
                    case "cannot-connect": await new System.Net.Sockets.TcpClient().ConnectAsync("127.0.0.1", 1, cancellationToken); break;
                    case "returns-null": return null!;
                    case "yields": await Task.Yield(); break;
                    case "waits-for-file": while (!System.IO.File.Exists(message.Address)) await Task.Delay(5, cancellationToken); break;
                    case "host-option": return new SendOutcome.Accepted { ProviderMessageId = context.HostOptions["Colour"] };
                }

                return new SendOutcome.Accepted { ProviderMessageId = Version };
            }

            public ValueTask<VerificationResult> VerifyAsync(CancellationToken cancellationToken) => how == "throws"
                ? throw new InvalidOperationException()
                : ValueTask.FromResult(new VerificationResult { IsValid = true, Detail = Version });

            public ValueTask DisposeAsync()
            {
                if (context.Settings.TryGetProperty("disposedFile", out var file))
                    System.IO.File.AppendAllText(file.GetString()!, "x");
                return ValueTask.CompletedTask;
            }
        }
        """);

    public static string ThrowsInConstructor { get; } = Plugin(
        "broken", "1.0.0", """public Plugin() => throw new InvalidOperationException("out of coffee"); public IChannelProvider Create(ProviderContext context) => null!;""");

    public static string TwoPlugins { get; } =
        Plugin("one", "1.0.0", "public IChannelProvider Create(ProviderContext context) => null!;")
        + "public sealed class Another : IChannelPlugin { public ChannelManifest Manifest => null!; public IChannelProvider Create(ProviderContext context) => null!; }";

    public static string NoPlugin { get; } = "public sealed class Nothing { public Notify.Channels.Sdk.ChannelManifest? Manifest; }";

    public static string BadSchema { get; } =
        Plugin("bad-schema", "1.0.0", "public IChannelProvider Create(ProviderContext context) => null!;", schema: "[1]");

    public static string ForFutureSdk { get; } =
        "public sealed class Plugin : Notify.Channels.Sdk.IChannelPlugin { public void Later() { } }";

    private static string Plugin(string id, string version, string members, string? schema = null) => $$""""
        using System; using System.Threading; using System.Threading.Tasks; using Notify.Channels.Sdk;
        public sealed class Plugin : IChannelPlugin
        {
            const string Version = "{{version}}";
            public ChannelManifest Manifest { get; } = new()
            {
                Id = "{{id}}", Channel = "probe", Family = MessageFamily.Chat, DisplayName = "Probe", Version = Version,
                SettingsSchema = """{{schema ?? Schema}}""",
            };
            {{members}}
        }
        """";

    private const string Schema = """{"type":"object","required":["how"],"additionalProperties":false,"properties":{"how":{"type":"string","maxLength":40},"port":{"type":"integer","maximum":65535},"disposedFile":{"type":"string"},"token":{"type":"string","writeOnly":true,"maxLength":5},"nested":{"type":"object","properties":{"list":{"type":"array","items":{"type":"integer"}}}}}}""";
}
