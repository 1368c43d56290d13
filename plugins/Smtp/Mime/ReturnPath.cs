using System.Text;
using Notify.Channels.Sdk;

namespace Notify.Channels.Smtp.Mime;

/// <summary>Where bounces go: an address that says by itself which message came back (variable envelope return path).</summary>
internal static class ReturnPath
{
    private const int LongestLocalPart = 64; // RFC 5321 section 4.5.3.1

    /// <summary>Puts the delivery's id behind the local part, or leaves it out where it does not fit: reports name it too.</summary>
    /// <exception cref="MimeException">The integration's bounceAddress is none.</exception>
    public static string Of(string bounceAddress, string separator, string deliveryId)
    {
        var plain = Parse(bounceAddress);
        var at = plain.LastIndexOf('@');
        return at + separator.Length + deliveryId.Length <= LongestLocalPart && plain[0] != '"' && IsTag(deliveryId)
            ? $"{plain[..at]}{separator}{deliveryId}{plain[at..]}"
            : plain;
    }

    /// <summary>Says what is wrong with the setting; <see langword="null"/> when nothing.</summary>
    public static SendOutcome.Misconfigured? FaultOf(string? bounceAddress)
    {
        try
        {
            if (bounceAddress is not null)
                Parse(bounceAddress);
            return null;
        }
        catch (MimeException refusal)
        {
            return new() { Code = "invalid-address", Reason = refusal.Message };
        }
    }

    /// <summary>Finds the delivery's id in the local part of an address made by <see cref="Of"/>; <see langword="null"/> when there is none.</summary>
    public static string? DeliveryIdIn(string address, string bounceAddress, string separator)
    {
        var at = bounceAddress.LastIndexOf('@');
        var end = address.LastIndexOf('@');
        if (at < 1 || end < 1)
            return null;

        var prefix = bounceAddress[..at] + separator;
        var local = address[..end];
        return local.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) && IsTag(local[prefix.Length..]) ? local[prefix.Length..] : null;
    }

    /// <summary>Whether a text can be part of a local part, and of an event, as it is.</summary>
    public static bool IsTag(string text) =>
        text.Length is > 0 and <= LongestLocalPart && text.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    /// <summary>Encodes by RFC 3461 section 4.</summary>
    public static string Xtext(string text)
    {
        var encoded = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            if (value is >= (byte)'!' and <= (byte)'~' and not ((byte)'+' or (byte)'='))
                encoded.Append((char)value);
            else
                encoded.Append('+').Append(value.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return encoded.ToString();
    }

    private static string Parse(string bounceAddress) => Mailboxes.Parse(bounceAddress, null, "The integration's bounceAddress", MimeFault.Integration).Path();
}
