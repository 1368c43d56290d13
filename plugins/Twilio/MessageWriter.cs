using System.Globalization;
using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>Writes the form of <c>POST …/Messages.json</c>.</summary>
internal sealed class MessageWriter(TwilioSettings settings, Uri? callbackUrl, TimeProvider timeProvider)
{
    /// <summary>The query parameter of the status callback that carries the delivery's id back.</summary>
    public const string DeliveryIdParameter = "deliveryId";

    private const int LongestValidity = 36_000; // in seconds: Twilio's own limit and default
    private const int MostMedia = 10;
    private const int UsualOfACharacter = 3; // %XX: more than most texts take, less than all can
    private const int RoomForTheRest = 512;
    private readonly string? _callback = callbackUrl is null
        ? null : callbackUrl.AbsoluteUri + (callbackUrl.Query.Length > 0 ? "&" : "?") + DeliveryIdParameter + "=";

    /// <exception cref="MessageFaultException">The message cannot be sent.</exception>
    public ReadOnlyMemory<byte> Write(SmsMessage message, out bool hasMedia)
    {
        if (!PhoneNumber.IsE164(message.Address))
            throw new MessageFaultException("invalid-number", "The address is not a telephone number in E.164 form, such as +14155550100.", isAddress: true);

        var form = new FormBuffer(RoomForTheRest + (message.Text.Length * UsualOfACharacter))
            .Add("To"u8, message.Address);
        WriteSender(form, message.From);
        form.Add("Body"u8, message.Text);
        if (_callback is not null)
            form.Add("StatusCallback"u8, _callback + Uri.EscapeDataString(message.DeliveryId));
        if (message.Deadline is { } deadline)
            WriteValidity(form, deadline - timeProvider.GetUtcNow());
        hasMedia = message.Overrides is { ValueKind: JsonValueKind.Object } overrides && WriteOverrides(form, overrides);
        return form.Written;
    }

    private void WriteSender(FormBuffer form, string? from)
    {
        from ??= settings.MessagingServiceSid ?? settings.From ?? "";
        if (PhoneNumber.IsMessagingService(from))
            form.Add("MessagingServiceSid"u8, from);
        else if (PhoneNumber.IsSender(from))
            form.Add("From"u8, from);
        else
            throw new MessageFaultException("invalid-sender", "The sender is not a number, a short code, a name of up to 11 characters, or a messaging service.");
    }

    /// <summary>Twilio gives a message up that it could not hand on within its validity.</summary>
    private static void WriteValidity(FormBuffer form, TimeSpan left)
    {
        if (left <= TimeSpan.Zero)
            throw new MessageFaultException("expired", "The message's deadline has passed.");
        if (left.TotalSeconds < LongestValidity)
            form.Add("ValidityPeriod"u8, Math.Max(1, (int)left.TotalSeconds).ToString(CultureInfo.InvariantCulture));
    }

    private static bool WriteOverrides(FormBuffer form, JsonElement overrides)
    {
        if (overrides.TryGetProperty("smartEncoded", out var smart) && smart.ValueKind != JsonValueKind.Null)
        {
            if (smart.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
                throw Invalid("smartEncoded", "true or false");
            form.Add("SmartEncoded"u8, smart.GetBoolean() ? "true" : "false");
        }

        if (!overrides.TryGetProperty("mediaUrl", out var media) || media.ValueKind == JsonValueKind.Null)
            return false;

        if (media.ValueKind == JsonValueKind.String)
            return WriteMedia(form, media);
        if (media.ValueKind != JsonValueKind.Array || media.GetArrayLength() > MostMedia)
            throw Invalid("mediaUrl", $"a URL or a list of at most {MostMedia} URLs");

        var hasMedia = false;
        foreach (var url in media.EnumerateArray())
            hasMedia |= WriteMedia(form, url);
        return hasMedia;
    }

    private static bool WriteMedia(FormBuffer form, JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.String || !Uri.TryCreate(value.GetString(), UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp))
        {
            throw Invalid("mediaUrl", "an absolute http or https URL that Twilio can fetch, or a list of such");
        }

        form.Add("MediaUrl"u8, url.AbsoluteUri);
        return true;
    }

    private static MessageFaultException Invalid(string name, string rule) => new("invalid-override", $"The override '{name}' must be {rule}.");
}
