using System.Collections.Frozen;
using Notify.Channels.Sdk;

namespace Notify.Channels.Slack;

/// <summary>What Slack's error words mean for the next step.</summary>
internal static class SlackError
{
    private const int LongestCode = 64;

    private enum Means
    {
        Gone,
        Reject,
        Misconfigured,
        Throttle,
        Wait,
        Unknown,
    }

    private static readonly FrozenDictionary<string, (Means Means, string? Reason)> Known = new Dictionary<string, (Means, string?)>
    {
        ["channel_not_found"] = (Means.Gone, "Slack has no such channel, or it is private and the app was never added to it."),
        ["is_archived"] = (Means.Gone, "The channel is archived."),
        ["channel_is_archived"] = (Means.Gone, "The channel is archived."),
        ["user_not_found"] = (Means.Gone, "Slack has no such user."),
        ["users_not_found"] = (Means.Gone, "Slack has no such user."),
        ["user_disabled"] = (Means.Gone, "The user is deactivated."),
        ["cannot_dm_bot"] = (Means.Gone, "The user is a bot, which takes no messages."),
        ["not_in_channel"] = (Means.Reject, "The app is not in the channel. Add it with /invite, or give it the scope chat:write.public."),
        ["restricted_action"] = (Means.Reject, "The workspace does not let the app post there."),
        ["restricted_action_read_only_channel"] = (Means.Reject, "The channel is read-only."),
        ["restricted_action_thread_only_channel"] = (Means.Reject, "The channel takes replies only."),
        ["restricted_action_non_threadable_channel"] = (Means.Reject, "The channel takes no replies."),
        ["cannot_reply_to_message"] = (Means.Reject, "The message to reply to takes no replies."),
        ["invalid_blocks"] = (Means.Reject, "Slack refuses the blocks. Block Kit Builder shows why."),
        ["invalid_blocks_format"] = (Means.Reject, "The blocks are not of Block Kit's form."),
        ["invalid_attachments"] = (Means.Reject, "Slack refuses the attachments."),
        ["msg_too_long"] = (Means.Reject, "The text is too long."),
        ["msg_blocks_too_long"] = (Means.Reject, "The blocks are too long."),
        ["no_text"] = (Means.Reject, "The message is empty."),
        ["too_many_attachments"] = (Means.Reject, "There are more than 100 attachments."),
        ["attachment_payload_limit_exceeded"] = (Means.Reject, "The attachments are too large."),
        ["invalid_payload"] = (Means.Reject, "Slack cannot read the message."),
        ["not_authed"] = (Means.Misconfigured, "Slack got no token."),
        ["invalid_auth"] = (Means.Misconfigured, "Slack does not accept the token."),
        ["token_revoked"] = (Means.Misconfigured, "The token was revoked."),
        ["token_expired"] = (Means.Misconfigured, "The token has expired."),
        ["account_inactive"] = (Means.Misconfigured, "The token's app or workspace is deleted."),
        ["missing_scope"] = (Means.Misconfigured, "The app lacks the scope chat:write."),
        ["no_permission"] = (Means.Misconfigured, "The token lacks a permission."),
        ["not_allowed_token_type"] = (Means.Misconfigured, "The token is not a bot's."),
        ["access_denied"] = (Means.Misconfigured, "The app may not do this."),
        ["accesslimited"] = (Means.Misconfigured, "The network may not call Slack."),
        ["ekm_access_denied"] = (Means.Misconfigured, "The workspace's administrators have suspended posting."),
        ["enterprise_is_restricted"] = (Means.Misconfigured, "The enterprise does not allow this."),
        ["team_access_not_granted"] = (Means.Misconfigured, "The app was not given access to the workspace."),
        ["messages_tab_disabled"] = (Means.Misconfigured, "The app's Messages tab is switched off. App Home in the app's settings switches it on."),
        ["two_factor_setup_required"] = (Means.Misconfigured, "The token's owner must set up two-factor authentication."),
        ["method_deprecated"] = (Means.Misconfigured, "The method is no longer served."),
        ["ratelimited"] = (Means.Throttle, null),
        ["rate_limited"] = (Means.Throttle, null),
        ["message_limit_exceeded"] = (Means.Throttle, null),
        ["request_timeout"] = (Means.Wait, "Slack did not get the whole request."),
        ["service_unavailable"] = (Means.Wait, "Slack is not available."),
        ["org_login_required"] = (Means.Wait, "The workspace is being moved to an enterprise."),
        ["team_added_to_org"] = (Means.Wait, "The workspace is being moved to an enterprise."),
        ["external_channel_migrating"] = (Means.Wait, "The channel is being moved."),
        ["internal_error"] = (Means.Unknown, "Slack failed, and says that part of the work may have been done."),
        ["fatal_error"] = (Means.Unknown, "Slack failed, and says that part of the work may have been done."),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Says what an error means.</summary>
    /// <param name="error">Slack's word.</param>
    /// <param name="retryAfter">How long Slack asks to wait.</param>
    public static SendOutcome Of(string? error, TimeSpan? retryAfter)
    {
        var code = IsCode(error) ? error! : "unknown-error"; // IsCode has seen that it is there
        if (!Known.TryGetValue(code, out var known))
            return new SendOutcome.Rejected { Code = code, Reason = "Slack refused the message." };
        return known.Means switch
        {
            Means.Gone => new SendOutcome.EndpointGone { Code = code, Reason = known.Reason },
            Means.Misconfigured => new SendOutcome.Misconfigured { Code = code, Reason = known.Reason },
            Means.Throttle => new SendOutcome.Throttled { Code = code, RetryAfter = retryAfter },
            Means.Wait => new SendOutcome.Transient { Code = code, Reason = known.Reason, RetryAfter = retryAfter },
            Means.Unknown => new SendOutcome.Ambiguous { Code = code, Reason = known.Reason },
            _ => new SendOutcome.Rejected { Code = code, Reason = known.Reason ?? "Slack refused the message." },
        };
    }

    /// <summary>Says whether a text is one of Slack's words, and not a page of somebody else's.</summary>
    public static bool IsCode(string? text)
    {
        if (text is not { Length: > 0 and <= LongestCode })
            return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '_')
                return false;
        }

        return true;
    }
}
