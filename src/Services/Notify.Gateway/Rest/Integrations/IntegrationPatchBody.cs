using System.Text.Json;
using Notify.Delivery.Contracts;
using Notify.Primitives;

namespace Notify.Gateway.Rest.Integrations;

/// <summary>Changes to an integration; what is absent stays.</summary>
internal sealed record IntegrationPatchBody
{
    /// <summary>Gets the new name.</summary>
    public string? Name { get; init; }

    /// <summary>Gets the settings to merge; null as a member's value removes it.</summary>
    public JsonElement? Settings { get; init; }

    /// <summary>Gets whether it is used.</summary>
    public bool? Active { get; init; }

    /// <summary>Gets true to try it first on its channel.</summary>
    public bool? Primary { get; init; }

    /// <summary>Gets the retry preset: standard, lexigram, patient or none.</summary>
    public string? RetryPreset { get; init; }

    /// <summary>Gets what happens to a message that may have been sent: resend or hold.</summary>
    public string? OnAmbiguous { get; init; }

    /// <summary>Gets the account's limits; the plugin's own by default.</summary>
    public LimitsBody? Limits { get; init; }

    /// <summary>Gets whether the credentials are tried live first; when they do not work, nothing is stored. False by default.</summary>
    public bool? Check { get; init; }

    /// <exception cref="NotifyException">Fields are not valid; all such are named.</exception>
    public IntegrationPatch ToPatch()
    {
        var errors = new List<FieldError>();
        var settings = IntegrationFields.ReadSettings(Settings, errors);
        var policy = IntegrationFields.ReadPolicy(OnAmbiguous, errors);
        if (Primary == false)
        {
            errors.Add(new("/primary", "can only be set to true; to change the primary, set it on another integration."));
        }

        IntegrationFields.ThrowIfAny(errors);
        return new()
        {
            Name = Name,
            SettingsJson = settings,
            Active = Active,
            Primary = Primary,
            RetryPreset = RetryPreset,
            OnAmbiguous = policy,
            Limits = LimitsBody.Read(Limits),
            Check = Check ?? false,
        };
    }
}
