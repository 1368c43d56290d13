using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.SendGrid;

/// <summary>Messages of a batch that go as one request, and their places in it.</summary>
internal sealed class MailGroup
{
    private readonly List<EmailMessage> _messages = [];
    private readonly List<int> _places = [];
    private readonly HashSet<string> _addresses = new(StringComparer.OrdinalIgnoreCase);

    public EmailMessage[] Messages => field ??= [.. _messages];

    /// <summary>Adds a message to the first group that it fits in, or to a new one.</summary>
    public static void Add(List<MailGroup> groups, EmailMessage message, int place)
    {
        var group = groups.Find(group => group.Takes(message));
        if (group is null)
            groups.Add(group = new MailGroup());
        group._messages.Add(message);
        group._places.Add(place);
        group._addresses.Add(message.Address);
    }

    /// <summary>The same messages, one a group.</summary>
    public IEnumerable<MailGroup> Apart()
    {
        for (var i = 0; i < _messages.Count; i++)
        {
            var alone = new MailGroup();
            alone._messages.Add(_messages[i]);
            alone._places.Add(_places[i]);
            yield return alone;
        }
    }

    public void Tell(SendOutcome outcome, SendOutcome[] outcomes)
    {
        foreach (var place in _places)
            outcomes[place] = outcome;
    }

    /// <summary>SendGrid refuses an address that is twice in one request.</summary>
    private bool Takes(EmailMessage message) => IsAlike(_messages[0], message) && !_addresses.Contains(message.Address);

    private static bool IsAlike(EmailMessage one, EmailMessage other) =>
        one.Text == other.Text && one.Html == other.Html && one.From == other.From && one.Credentials == other.Credentials
        && one.ReplyTo.SequenceEqual(other.ReplyTo) && HaveSameFiles(one.Attachments, other.Attachments) && HaveSameOverrides(one.Overrides, other.Overrides);

    private static bool HaveSameOverrides(JsonElement? one, JsonElement? other) =>
        one is { } left && other is { } right ? JsonElement.DeepEquals(left, right) : one is null && other is null;

    private static bool HaveSameFiles(IReadOnlyList<EmailAttachment> one, IReadOnlyList<EmailAttachment> other)
    {
        if (ReferenceEquals(one, other))
            return true;
        if (one.Count != other.Count)
            return false;
        for (var i = 0; i < one.Count; i++)
        {
            var (left, right) = (one[i], other[i]);
            var isSame = left.FileName == right.FileName && left.ContentType == right.ContentType && left.ContentId == right.ContentId
                && left.Content.Span.SequenceEqual(right.Content.Span);
            if (!isSame)
                return false;
        }

        return true;
    }
}
