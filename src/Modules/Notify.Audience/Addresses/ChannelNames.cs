namespace Notify.Audience.Addresses;

/// <summary>The channels whose address has a field of its own.</summary>
internal static class ChannelNames
{
    public const string Email = "email";
    public const string Sms = "sms";
    public const string Webhook = "webhook";
    private const int MaxLength = 64;

    /// <summary>Tells whether a channel's address is given by a field (email, phone, webhookUrl) rather than in the channels map.</summary>
    public static bool IsNamedField(string channel) => channel is Email or Sms or Webhook;

    /// <summary>Tells whether a text can be a channel id: lower-case letters, digits, dots, hyphens and underscores, starting with a letter.</summary>
    public static bool IsWellFormed(string channel) =>
        channel.Length is > 0 and <= MaxLength
        && char.IsAsciiLetterLower(channel[0])
        && channel.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.');

    /// <summary>The form in which addresses are compared: case does not matter in e-mail addresses.</summary>
    public static string Comparable(string channel, string address) => channel == Email ? address.ToLowerInvariant() : address;
}
