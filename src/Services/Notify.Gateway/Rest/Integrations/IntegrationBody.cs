using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Integrations;

/// <summary>An integration that is wanted.</summary>
internal sealed record IntegrationBody
{
    /// <summary>Gets the plugin's id, such as smtp or webhook. Required.</summary>
    public string? Provider { get; init; }

    /// <summary>Gets a short name, unique in the environment; made from the provider by default.</summary>
    public string? Identifier { get; init; }

    /// <summary>Gets the name shown to people.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the settings, as the plugin's schema describes them; none by default.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>Gets whether it is used; true by default.</summary>
    public bool? Active { get; init; }

    /// <summary>Gets whether it is tried first; the first of a channel is in any case.</summary>
    public bool? Primary { get; init; }

    /// <summary>Gets the retry preset: standard, lexigram, patient or none; the project's by default.</summary>
    public string? RetryPreset { get; init; }

    /// <summary>Gets what happens to a message that may have been sent: resend (default) or hold.</summary>
    public string? OnAmbiguous { get; init; }

    /// <summary>Gets the account's limits; the plugin's own by default.</summary>
    public LimitsBody? Limits { get; init; }

    /// <summary>Gets whether the credentials are tried live first; when they do not work, nothing is stored. False by default.</summary>
    public bool? Check { get; init; }

    /// <exception cref="NotifyException">Fields are missing or not valid; all such are named.</exception>
    public IntegrationDraft ToDraft()
    {
        var errors = new List<FieldError>();
        if (string.IsNullOrEmpty(Provider))
        {
            errors.Add(new("/provider", "is required."));
        }

        var settings = IntegrationFields.ReadSettings(Settings, errors);
        var policy = IntegrationFields.ReadPolicy(OnAmbiguous, errors);
        IntegrationFields.ThrowIfAny(errors);
        return new()
        {
            Provider = Provider!, // required above
            Identifier = Identifier,
            Name = Name,
            SettingsJson = settings ?? "{}",
            Active = Active ?? true,
            Primary = Primary ?? false,
            RetryPreset = RetryPreset,
            OnAmbiguous = policy ?? AmbiguityPolicy.Resend,
            Limits = LimitsBody.Read(Limits),
            Check = Check ?? false,
        };
    }
}
