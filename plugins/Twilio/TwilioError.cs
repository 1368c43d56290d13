using System.Collections.Frozen;
using System.Globalization;
using Notify.Channels.Sdk;

namespace Notify.Channels.Twilio;

/// <summary>What Twilio's error codes mean for the next step. Its own sentences are not handed on: they repeat the number.</summary>
internal static class TwilioError
{
    private enum Means
    {
        Gone,
        Reject,
        Misconfigured,
        Throttle,
        Wait,
    }

    private static readonly FrozenDictionary<int, (Means Means, string Reason)> Known = new Dictionary<int, (Means, string)>
    {
        [10001] = (Means.Misconfigured, "The account is not active."),
        [14107] = (Means.Throttle, "The account sends faster than it may."),
        [20003] = (Means.Misconfigured, "Twilio does not accept the credentials."),
        [20005] = (Means.Misconfigured, "The account is not active."),
        [20404] = (Means.Misconfigured, "Twilio does not know the account."),
        [20429] = (Means.Throttle, "The account sends faster than it may."),
        [21211] = (Means.Gone, "The number is not a valid one."),
        [21212] = (Means.Misconfigured, "The sender is not a valid number, short code or name."),
        [21214] = (Means.Gone, "The number cannot be reached."),
        [21217] = (Means.Gone, "The number does not appear to be valid."),
        [21264] = (Means.Misconfigured, "The sender is not valid."),
        [21265] = (Means.Gone, "The address is a short code, which takes no messages."),
        [21266] = (Means.Reject, "The message is addressed to its own sender."),
        [21267] = (Means.Misconfigured, "A trial account cannot send from a name."),
        [21408] = (Means.Misconfigured, "The account may not send to the number's country. Messaging, Settings, Geo permissions in Twilio's console allows it."),
        [21601] = (Means.Misconfigured, "The sender's number cannot send text messages."),
        [21602] = (Means.Reject, "The message has neither text nor media."),
        [21603] = (Means.Misconfigured, "A sender is required."),
        [21604] = (Means.Reject, "A recipient is required."),
        [21606] = (Means.Misconfigured, "The sender is not one of the account's numbers that can send text messages."),
        [21607] = (Means.Misconfigured, "The sender is not verified."),
        [21608] = (Means.Reject, "A trial account can only send to numbers that are verified in Twilio's console."),
        [21609] = (Means.Misconfigured, "Twilio cannot use the URL for receipts. Is the installation's public URL right?"),
        [21610] = (Means.Gone, "The recipient has told the sender to stop."),
        [21611] = (Means.Throttle, "The sender's queue is full."),
        [21612] = (Means.Reject, "The sender cannot reach the number."),
        [21614] = (Means.Gone, "The number is not a mobile number."),
        [21617] = (Means.Reject, "The text is longer than 1,600 characters."),
        [21619] = (Means.Reject, "The message has neither text nor media."),
        [21620] = (Means.Reject, "Twilio cannot use a media URL."),
        [21623] = (Means.Reject, "There are more than 10 media URLs."),
        [21635] = (Means.Gone, "The number is a landline."),
        [21659] = (Means.Misconfigured, "The sender is not a Twilio number."),
        [21660] = (Means.Misconfigured, "The sender belongs to another account."),
        [21661] = (Means.Misconfigured, "The sender's number cannot send text messages."),
        [21701] = (Means.Misconfigured, "The messaging service does not exist."),
        [21703] = (Means.Misconfigured, "The messaging service has no sender."),
        [21704] = (Means.Misconfigured, "The messaging service has no sender that can be used."),
        [21705] = (Means.Misconfigured, "The messaging service is not valid."),
        [21730] = (Means.Wait, "Twilio is under maintenance."),
        [30001] = (Means.Throttle, "The sender's queue is full."),
        [30002] = (Means.Misconfigured, "The account is suspended."),
        [63038] = (Means.Throttle, "The account has reached its daily limit."),
    }.ToFrozenDictionary();

    /// <summary>Says what a code means; <see langword="null"/> when it is not among the known ones and the status must tell.</summary>
    public static SendOutcome? Of(int code, TimeSpan? retryAfter)
    {
        if (!Known.TryGetValue(code, out var known))
            return null;

        var text = Text(code);
        return known.Means switch
        {
            Means.Gone => new SendOutcome.EndpointGone { Code = text, Reason = known.Reason },
            Means.Misconfigured => new SendOutcome.Misconfigured { Code = text, Reason = known.Reason },
            Means.Throttle => new SendOutcome.Throttled { Code = text, RetryAfter = retryAfter },
            Means.Wait => new SendOutcome.Transient { Code = text, Reason = known.Reason, RetryAfter = retryAfter },
            _ => new SendOutcome.Rejected { Code = text, Reason = known.Reason },
        };
    }

    public static string Text(int code) => code.ToString(CultureInfo.InvariantCulture);
}
