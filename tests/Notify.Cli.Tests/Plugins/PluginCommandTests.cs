using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.Channels.WebPush;
using Notify.Cli.Tests.Support;
using Notify.Mailbox;

namespace Notify.Cli.Tests.Plugins;

public sealed class PluginCommandTests
{
    private static readonly string BuiltPlugins = Repository.File("artifacts", "plugins");

    [Fact]
    public async Task Tells_what_a_good_plugin_is()
    {
        var (code, text) = await RunAsync("validate", Path.Combine(BuiltPlugins, "Notify.Channels.Smtp"));

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
        var asked = plugin == "smtp" ? plugin : Path.Combine(BuiltPlugins, plugin);

        var (code, text) = await RunAsync(
            "send", asked, "--settings", settings, "--to", "bob@example.com", "--subject", "Hello", "--plugins", $"{BuiltPlugins};/nowhere");

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
        string[] send = ["send", Path.Combine(BuiltPlugins, "Notify.Channels.Webhook"), "--settings", settings, "--to", endpoint.Url];

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

        var wrong = await RunAsync("send", "smtp", "--settings", settings, "--to", "x", "--plugins", BuiltPlugins);
        var missing = await RunAsync("send", "pigeon", "--settings", settings, "--to", "x", "--plugins", BuiltPlugins);

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
    [InlineData("Required command was not provided.\nTry ./notify plugin --help")]
    [InlineData("There is no folder 'nowhere'. Publish the plugin first: dotnet publish … -o FOLDER\nTry ./notify plugin validate --help", "validate", "nowhere")]
    [InlineData("Name the file with the settings: --settings FILE\nTry ./notify plugin send --help", "send", "smtp", "--to", "x")]
    [InlineData("Required argument missing for option: '--to'.\nTry ./notify plugin send --help", "send", "smtp", "--to")]
    [InlineData("Unrecognized command or argument '--colour'.\nUnrecognized command or argument 'red'.\nTry ./notify plugin send --help", "send", "smtp", "--colour", "red")]
    public async Task Says_what_is_wrong_with_the_question(string expected, params string[] arguments)
    {
        using var desk = new Desk();

        var code = await desk.RunAsync(["plugin", .. arguments]);

        Assert.Equal((2, $"notify: {expected}\n"), (code, desk.Errors));
    }

    [Theory]
    [InlineData("The settings in 'nowhere.json' cannot be read: ", "--settings", "nowhere.json")]
    [InlineData("The option 'colour' is not understood. Write it like KEY=VALUE.", "--settings", "{settings}", "--option", "colour")]
    [InlineData("Name the address: --to ADDRESS", "--settings", "{settings}", "--to", "")]
    public async Task Says_what_is_wrong_with_a_message(string expected, params string[] arguments)
    {
        using var desk = new Desk();
        using var folders = new PluginFolders();
        var settings = await SettingsAsync(folders, new { });

        var code = await desk.RunAsync(["plugin", "send", "smtp", .. arguments.Contains("--to") ? Array.Empty<string>() : ["--to", "x"], .. arguments.Select(part => part.Replace("{settings}", settings, StringComparison.Ordinal))]);

        Assert.Equal(2, code);
        Assert.StartsWith($"notify: {expected}", desk.Errors, StringComparison.Ordinal);
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
        using var desk = new Desk();
        var code = await desk.RunAsync(["plugin", .. arguments]);
        return (code, desk.Output);
    }
}
