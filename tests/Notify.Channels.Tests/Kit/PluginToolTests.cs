using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.Tests.Support;
using Notify.Channels.WebPush;
using Notify.Mailbox;
using Notify.PluginTool;

namespace Notify.Channels.Tests.Kit;

public sealed class PluginToolTests
{
    [Fact]
    public async Task Tells_what_a_good_plugin_is()
    {
        var (code, text) = await RunAsync("validate", Path.Combine(PluginHost.BuiltPlugins, "Notify.Channels.Smtp"));

        Assert.Equal(
            """
            id         smtp
            name       SMTP
            version    0.2.0
            channel    email (Email messages)
            abilities  VerifyCredentials, Callbacks, Health
            secrets    bounceSecret, dkimPrivateKey, password
            The plugin loads, and nothing is wrong with it.

            """,
            text);
        Assert.Equal(0, code);
    }

    [Fact]
    public async Task Tells_every_fault_of_a_manifest()
    {
        using var folders = new PluginFolders();
        var folder = await folders.AddAsync("Careless", Careless);
        File.Copy(typeof(Notify.Channels.Sdk.IChannelPlugin).Assembly.Location, Path.Combine(folder, "Notify.Channels.Sdk.dll"));

        var (code, text) = await RunAsync("validate", folder);

        Assert.Equal(
            [
                "Version 'one' is not one of Semantic Versioning. Write it like 1.4.2.",
                "DisplayName is empty. Give the name that people see.",
                "MaxBodyLength is 0. Set it above 0, or leave it out.",
                "The settings schema takes settings it does not know. Add \"additionalProperties\": false, so that a misspelt one is told.",
                "The setting 'apiKey' sounds like a secret but can be read back. Mark it \"writeOnly\": true, or name it otherwise if it is none.",
                "The setting 'apiKey' has no title. Give the one that the form shows.",
                "Notify.Channels.Sdk.dll is in the folder, but the host uses its own. Add ExcludeAssets=\"runtime\" to the reference, and publish anew.",
            ],
            text.Split('\n').Where(static line => line.StartsWith("fault", StringComparison.Ordinal)).Select(static line => line[11..]));
        Assert.EndsWith("7 faults.\n", text, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Fact]
    public async Task Tells_why_a_folder_does_not_load_and_names_it()
    {
        using var folders = new PluginFolders();
        var folder = await folders.AddAsync("Throws", PluginSources.ThrowsInConstructor);

        var (code, text) = await RunAsync("validate", folder + Path.DirectorySeparatorChar);

        Assert.Contains($"fault      The plugin in '{folder}' failed while it was loaded: InvalidOperationException: out of coffee", text, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("smtp")]
    [InlineData("Notify.Channels.Smtp")]
    public async Task Sends_a_message_through_a_plugin_by_id_or_folder(string plugin)
    {
        await using var mailbox = MailboxServer.Start();
        using var folders = new PluginFolders();
        var settings = await SettingsAsync(folders, new { host = "localhost", port = mailbox.SmtpPort, useTls = false, fromEmail = "a@example.com" });
        var asked = plugin == "smtp" ? plugin : Path.Combine(PluginHost.BuiltPlugins, plugin);

        var (code, text) = await RunAsync(
            "send", asked, "--settings", settings, "--to", "bob@example.com", "--subject", "Hello", "--plugins", $"{PluginHost.BuiltPlugins};/nowhere");

        Assert.Matches(@"^Accepted as \S+\.\n$", text);
        Assert.Equal(0, code);
        Assert.Equal(["bob@example.com"], Assert.Single(mailbox.Messages.Snapshot()).To);
    }

    [Fact]
    public async Task Hands_the_operators_options_over_and_says_what_would_come_next()
    {
        await using var endpoint = await WebhookEndpoint.AnsweringAsync(429, retryAfter: "7");
        using var folders = new PluginFolders();
        var settings = await SettingsAsync(folders, new { });
        string[] send = ["send", Path.Combine(PluginHost.BuiltPlugins, "Notify.Channels.Webhook"), "--settings", settings, "--to", endpoint.Url];

        var guarded = await RunAsync(send);
        var allowed = await RunAsync([.. send, "--option", "AllowPrivateNetworks=true"]);

        Assert.StartsWith("Rejected address-not-allowed: ", guarded.Text, StringComparison.Ordinal);
        Assert.Equal((1, "Throttled http-429: Notify would try again, not before 7 s.\n"), allowed);
    }

    [Fact]
    public async Task Never_prints_a_secret()
    {
        using var folders = new PluginFolders();
        var folder = await folders.AddAsync("Careless", Careless.Replace("\"string\" }", "\"string\", \"writeOnly\": true }", StringComparison.Ordinal));
        var settings = await SettingsAsync(folders, new { apiKey = "hunter2-hunter2" });

        var (_, text) = await RunAsync("send", folder, "--settings", settings, "--to", "x");

        Assert.Equal("Rejected no: The key *** is wrong. Notify would give up on this message.\n", text);
    }

    [Fact]
    public async Task Tells_wrong_settings_and_plugins_that_are_not_there()
    {
        using var folders = new PluginFolders();
        var settings = await SettingsAsync(folders, new { port = 70_000 });

        var wrong = await RunAsync("send", "smtp", "--settings", settings, "--to", "x", "--plugins", PluginHost.BuiltPlugins);
        var missing = await RunAsync("send", "pigeon", "--settings", settings, "--to", "x", "--plugins", PluginHost.BuiltPlugins);

        Assert.Equal(1, wrong.Code);
        Assert.Contains("/port: Setting 'port' is 70000 but must be at most 65535.", wrong.Text, StringComparison.Ordinal);
        Assert.StartsWith("No plugin 'pigeon' is loaded. Loaded are: ", missing.Text, StringComparison.Ordinal);
        Assert.Equal(1, missing.Code);
    }

    [Fact]
    public async Task Makes_keys_that_web_push_takes_and_never_the_same_twice()
    {
        var (code, text) = await RunAsync("vapid-keys");
        var (_, other) = await RunAsync("vapid-keys");

        var keys = JsonSerializer.Deserialize<Dictionary<string, string>>(text)!; // it printed an object
        await using var provider = new WebPushPlugin().Create(Contexts.Of(new Dictionary<string, string>(keys) { ["subject"] = "mailto:ops@example.com" }));
        var verified = await ((IVerifyCredentials)provider).VerifyAsync(TestLimits.Token);
        Assert.Equal(0, code);
        Assert.Equal(["vapidPrivateKey", "vapidPublicKey"], keys.Keys.Order());
        Assert.True(verified.IsValid, verified.Detail);
        Assert.NotEqual(text, other);
    }

    [Theory]
    [InlineData("What is to be done?")]
    [InlineData("There is no folder 'nowhere'", "validate", "nowhere")]
    [InlineData("Name the file with the settings", "send", "smtp", "--to", "x")]
    [InlineData("'--to' needs a value.", "send", "smtp", "--to")]
    [InlineData("'--colour red' is not understood.", "send", "smtp", "--colour", "red")]
    [InlineData("The settings in 'nowhere.json' cannot be read", "send", "smtp", "--to", "x", "--settings", "nowhere.json")]
    public async Task Says_how_it_is_used(string expected, params string[] arguments)
    {
        var (code, text) = await RunAsync(arguments);

        Assert.StartsWith(expected, text, StringComparison.Ordinal);
        Assert.Contains("Usage: plugin validate FOLDER", text, StringComparison.Ordinal);
        Assert.Equal(2, code);
    }

    private const string Careless = """"
        using System.Threading;
        using System.Threading.Tasks;
        using Notify.Channels.Sdk;

        public sealed class Careless : IChannelPlugin, IChannelProvider
        {
            private string key = "";

            public ChannelManifest Manifest { get; } = new()
            {
                Id = "careless", Channel = "careless", Family = MessageFamily.Chat, DisplayName = " ", Version = "one", MaxBodyLength = 0,
                SettingsSchema = """{ "type": "object", "properties": { "apiKey": { "type": "string" } } }""",
            };

            public IChannelProvider Create(ProviderContext context)
            {
                key = context.Settings.GetProperty("apiKey").GetString()!;
                return this;
            }

            public ValueTask<SendOutcome> SendAsync(ChannelMessage message, CancellationToken cancellationToken) =>
                new(new SendOutcome.Rejected { Code = "no", Reason = $"The key {key} is wrong." });

            public ValueTask DisposeAsync() => default;
        }
        """";

    private static async Task<string> SettingsAsync(PluginFolders folders, object settings)
    {
        var file = folders.File("settings.json");
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(settings), TestLimits.Token);
        return file;
    }

    private static async Task<(int Code, string Text)> RunAsync(params string[] arguments)
    {
        await using var output = new StringWriter { NewLine = "\n" };
        var code = await CommandLine.RunAsync(arguments, output, TestLimits.Token);
        return (code, output.ToString());
    }
}
