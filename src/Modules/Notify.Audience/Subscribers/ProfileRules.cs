using System.Text;
using System.Text.Json;
using Notify.Audience.Addresses;
using Notify.Audience.Contracts;
using Notify.Primitives;

namespace Notify.Audience.Subscribers;

/// <summary>Everything that can be wrong with a subscriber, told at once.</summary>
internal sealed class ProfileRules(EndpointRules endpointRules)
{
    private const int MaxNameLength = 200;
    private const int MaxChannels = 32;
    private const int MaxDataBytes = 32 * 1024;

    /// <exception cref="NotifyException">Fields are not valid.</exception>
    /// <returns>Every address, once each.</returns>
    public async ValueTask<IReadOnlyList<EndpointDraft>> RequireAsync(string externalId, SubscriberProfile profile, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        Check(errors, "/id", externalId, ExternalIds.IsWellFormed, "must be 1 to 64 visible characters.");
        Check(errors, "/name", profile.Name, static name => name.Length <= MaxNameLength && AddressRules.IsOneLine(name), "must be at most 200 characters without control characters.");
        Check(errors, "/email", profile.Email, EmailSyntax.IsValid, AddressRules.EmailRule);
        Check(errors, "/phone", profile.Phone, AddressRules.IsPhone, AddressRules.PhoneRule);
        Check(errors, "/webhookUrl", profile.WebhookUrl, UrlSyntax.IsWebhook, AddressRules.WebhookRule);
        Check(errors, "/locale", profile.Locale, AddressRules.IsLocale, "must be a language tag (BCP 47) such as de or pt-BR.");
        Check(errors, "/timeZone", profile.TimeZone, AddressRules.IsTimeZone, "must be an IANA time zone such as Europe/Vienna.");
        Check(errors, "/data", profile.DataJson, IsDataObject, "must be a JSON object of at most 32 KiB.");
        CheckChannels(errors, profile.Channels);
        var endpoints = await endpointRules.CollectAsync(profile, errors, cancellationToken);
        if (errors.Count > 0)
        {
            throw new NotifyException(ErrorCode.ValidationError, $"The subscriber has {errors.Count} field(s) that are not valid.", errors);
        }

        return endpoints;
    }

    public static string ChannelPath(string channel) =>
        "/channels/" + channel.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal);

    private static void CheckChannels(List<FieldError> errors, IReadOnlyDictionary<string, string?>? channels)
    {
        if (channels?.Count > MaxChannels)
        {
            errors.Add(new("/channels", $"must have at most {MaxChannels} channels."));
            return;
        }

        foreach (var (channel, address) in channels ?? new Dictionary<string, string?>())
        {
            var path = ChannelPath(channel);
            if (ChannelNames.IsNamedField(channel))
            {
                errors.Add(new(path, "has a field of its own: use email, phone or webhookUrl, or endpoints for several addresses."));
            }
            else if (!ChannelNames.IsWellFormed(channel))
            {
                errors.Add(new(path, "is no channel id: lower-case letters, digits, dots, hyphens and underscores, starting with a letter."));
            }
            else
            {
                Check(errors, path, address ?? "", AddressRules.IsAddress, "must be an address of 1 to 4096 characters without control characters.");
            }
        }
    }

    private static void Check(List<FieldError> errors, string path, string? value, Func<string, bool> isValid, string rule)
    {
        if (value is not null && !isValid(value))
        {
            errors.Add(new(path, rule));
        }
    }

    private static bool IsDataObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object && Encoding.UTF8.GetByteCount(json) <= MaxDataBytes;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
