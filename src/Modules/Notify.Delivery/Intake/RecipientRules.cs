using Notify.Audience.Contracts;
using Notify.Delivery.Contracts;
using Notify.Primitives;
using Notify.Workspaces.Contracts;

namespace Notify.Delivery.Intake;

/// <summary>Who may be reached.</summary>
internal sealed class RecipientRules(IGuestList guests)
{
    /// <exception cref="NotifyException">There is no such subscriber, or the key may not reach them.</exception>
    public async ValueTask<Recipient> CheckAsync(
        SendCaller caller, string userId, string channel, Recipient? recipient, CancellationToken cancellationToken)
    {
        if (recipient is null)
        {
            throw new NotifyException(
                ErrorCode.NotFound, $"There is no subscriber '{userId}'. Create it with PUT /v1/subscribers/{Uri.EscapeDataString(userId)}, then send again.",
                new FieldError("/userId", "No subscriber has this id."));
        }

        if (caller.GuestsOnly)
        {
            foreach (var endpoint in recipient.On(channel))
            {
                if (!await guests.AllowsAsync(caller.EnvironmentId, endpoint.Address, cancellationToken))
                {
                    throw new NotifyException(
                        ErrorCode.Forbidden, $"A TEAM key reaches only guests, and the {channel} address of subscriber '{userId}' is not on the guest list. Add it with PUT /v1/guest-list, or use a NORMAL key.");
                }
            }
        }

        return recipient;
    }
}
