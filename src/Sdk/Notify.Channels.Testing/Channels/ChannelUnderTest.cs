using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Testing;

/// <summary>
/// Describes a plugin to the contracts: write one subclass with a parameterless constructor, and derive one line per contract from it. A plugin that
/// speaks HTTP derives from <see cref="HttpChannelUnderTest"/>, which brings the faults along.
/// </summary>
/// <remarks>Every test makes an instance of its own.</remarks>
public abstract class ChannelUnderTest : IAsyncDisposable
{
    /// <summary>Makes the plugin, as a host does.</summary>
    public abstract IChannelPlugin CreatePlugin();

    /// <summary>Starts an honest stand-in for the provider.</summary>
    /// <param name="cancellationToken">Ends with the test.</param>
    public abstract ValueTask<ChannelBackend> StartBackendAsync(CancellationToken cancellationToken);

    /// <summary>Makes settings, valid against the schema, that lead to a server. Set every secret: the contracts look for them where they do not belong.</summary>
    /// <param name="server">An honest backend, or a server that fails.</param>
    /// <returns>An object whose JSON is the settings.</returns>
    public abstract object Settings(Uri server);

    /// <summary>Makes an address that the honest backend takes. The default suits the family; a webhook's is a URL below the server's.</summary>
    /// <param name="number">Different numbers make different addresses.</param>
    /// <param name="server">The server that the message will go to.</param>
    public virtual string Address(int number, Uri server) => FamilyDefaults.Address(CreatePlugin().Manifest.Family, number, server);

    /// <summary>Gets an address that the honest backend refuses for good; <see langword="null"/> when it takes any.</summary>
    /// <param name="server">The server that the message will go to.</param>
    public virtual string? RefusedAddress(Uri server) => null;

    /// <summary>Makes a message that the honest backend takes. The default is a plain one of the family.</summary>
    /// <param name="seed">What it must carry.</param>
    public virtual ChannelMessage Message(MessageSeed seed) => FamilyDefaults.Message(CreatePlugin().Manifest.Family, seed);

    /// <summary>Gets the operator's options. The default lets the plugin call this machine.</summary>
    public virtual IReadOnlyDictionary<string, string> HostOptions { get; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase) { ["AllowPrivateNetworks"] = "true" };

    /// <summary>Gets how the backend can fail, and what may come of it. Empty when nothing can fail, as in memory.</summary>
    public virtual IReadOnlyList<FaultCase> Faults => [];

    /// <summary>Gets the contracts that do not apply, such as <c>typeof(BatchContract&lt;&gt;)</c>, each with the reason.</summary>
    public virtual IReadOnlyDictionary<Type, string> NotApplicable { get; } = new Dictionary<Type, string>();

    /// <summary>Gets secrets that are part of a setting's value, such as the private key in a key file.</summary>
    public virtual IReadOnlyCollection<string> MoreSecrets => [];

    /// <summary>Gets settings whose name sounds like a secret but which are none, such as a public key.</summary>
    public virtual IReadOnlyCollection<string> NotSecret => [];

    /// <summary>
    /// Gets whether credentials and health are told without asking anyone, as with a key pair that proves itself. The contracts then see to it that
    /// nobody is asked.
    /// </summary>
    public virtual bool ChecksOffline => false;

    /// <summary>Gets settings with credentials that the honest backend refuses; <see langword="null"/> when it cannot tell.</summary>
    /// <param name="server">The honest backend.</param>
    public virtual object? WrongCredentials(Uri server) => null;

    /// <summary>Gets the built plugin's entry assembly. The default is the one that the test project references.</summary>
    public virtual string EntryAssembly => CreatePlugin().GetType().Assembly.Location;

    /// <summary>Called with every provider that a contract makes, for a backend that lives in the provider itself.</summary>
    /// <param name="provider">The new provider.</param>
    /// <param name="server">The server that its settings lead to.</param>
    public virtual void Created(IChannelProvider provider, Uri server)
    {
    }

    /// <inheritdoc/>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    internal JsonElement SettingsFor(Uri server) => JsonSerializer.SerializeToElement(Settings(server));
}
