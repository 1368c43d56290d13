using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Gateway.Schema.Access;
using Notify.Primitives;

namespace Notify.Gateway.Schema.Integrations;

/// <summary>A provider account. Secrets go in and never come out.</summary>
[Node]
[Authorize(Roles = [Caller.Management])]
[GraphQLName("Integration")]
internal sealed class IntegrationNode(IntegrationView view)
{
    /// <summary>Gets the global id.</summary>
    public Guid Id => view.Id.Value;

    /// <summary>Gets the id as the REST door writes it.</summary>
    public Guid IntegrationId => view.Id.Value;

    /// <summary>Gets the short name.</summary>
    public string Identifier => view.Identifier;

    /// <summary>Gets the name shown to people.</summary>
    public string Name => view.Name;

    /// <summary>Gets the plugin's id.</summary>
    public string Provider => view.Provider;

    /// <summary>Gets the channel.</summary>
    public string Channel => view.Channel;

    /// <summary>Gets the settings, without any secret.</summary>
    public JsonElement Settings { get; } = JsonElement.Parse(view.SettingsJson);

    /// <summary>Gets the names of the secrets that are set.</summary>
    public IReadOnlyList<string> Secrets => view.Secrets;

    /// <summary>Gets whether it is used.</summary>
    public bool Active => view.Active;

    /// <summary>Gets whether it is tried first on its channel.</summary>
    public bool Primary => view.Primary;

    /// <summary>Gets the retry preset; null means the project's.</summary>
    public string? RetryPreset => view.RetryPreset;

    /// <summary>Gets what happens to a message that may have been sent.</summary>
    public AmbiguityPolicy OnAmbiguous => view.OnAmbiguous;

    /// <summary>Gets how many calls may run at once; null means the plugin's limit.</summary>
    public int? MaxConcurrentSends => view.Limits.MaxConcurrentSends;

    /// <summary>Gets how many messages are sent per second; null means the plugin's limit.</summary>
    public double? SendsPerSecond => view.Limits.SendsPerSecond;

    /// <summary>Gets how long one call may take, in seconds; null means the plugin's limit.</summary>
    public double? SendTimeoutSeconds => view.Limits.SendTimeoutSeconds;

    /// <summary>Gets the URL to give to the provider for its callbacks; null when the plugin receives none.</summary>
    public string? CallbackUrl => view.CallbackUrl?.AbsoluteUri;

    /// <summary>Gets when it was made.</summary>
    public DateTimeOffset CreatedAt => view.CreatedAt;

    /// <summary>Gets when it was last changed.</summary>
    public DateTimeOffset UpdatedAt => view.UpdatedAt;

    internal IntegrationId Key => view.Id;
}
