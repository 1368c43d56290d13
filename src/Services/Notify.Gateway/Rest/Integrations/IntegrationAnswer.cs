using System.Text.Json;
using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Integrations;

/// <summary>An integration, without its secrets.</summary>
internal sealed record IntegrationAnswer
{
    /// <summary>Gets its id.</summary>
    public required string Id { get; init; }

    /// <summary>Gets its short name.</summary>
    public required string Identifier { get; init; }

    /// <summary>Gets the name shown to people.</summary>
    public required string Name { get; init; }

    /// <summary>Gets the plugin's id.</summary>
    public required string Provider { get; init; }

    /// <summary>Gets the channel.</summary>
    public required string Channel { get; init; }

    /// <summary>Gets the settings that are no secrets.</summary>
    public required JsonElement Settings { get; init; }

    /// <summary>Gets the names of the secrets that are set.</summary>
    public required IReadOnlyList<string> Secrets { get; init; }

    /// <summary>Gets whether it is used.</summary>
    public required bool Active { get; init; }

    /// <summary>Gets whether it is tried first on its channel.</summary>
    public required bool Primary { get; init; }

    /// <summary>Gets the retry preset; absent when the project's holds.</summary>
    public string? RetryPreset { get; init; }

    /// <summary>Gets resend or hold.</summary>
    public required string OnAmbiguous { get; init; }

    /// <summary>Gets the limits that were set for the account; absent when the plugin's hold.</summary>
    public LimitsBody? Limits { get; init; }

    /// <summary>Gets the URL to give to the provider for its callbacks; absent when the plugin receives none.</summary>
    public string? CallbackUrl { get; init; }

    /// <summary>Gets when it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Gets when it was last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    public static IntegrationAnswer Of(IntegrationView view) => new()
    {
        Id = view.Id.ToString(),
        Identifier = view.Identifier,
        Name = view.Name,
        Provider = view.Provider,
        Channel = view.Channel,
        Settings = JsonElement.Parse(view.SettingsJson),
        Secrets = view.Secrets,
        Active = view.Active,
        Primary = view.Primary,
        RetryPreset = view.RetryPreset,
        OnAmbiguous = view.OnAmbiguous == AmbiguityPolicy.Hold ? "hold" : "resend",
        Limits = LimitsBody.Of(view.Limits),
        CallbackUrl = view.CallbackUrl?.AbsoluteUri,
        CreatedAt = view.CreatedAt,
        UpdatedAt = view.UpdatedAt,
    };
}
