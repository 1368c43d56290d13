using Notify.Audience.Contracts;
using Notify.Primitives;

namespace Notify.Delivery.Intake;

/// <summary>
/// What happens to a group of sends, in this order: replay → validate → find recipients → limit → store. A send that is answered
/// at one step takes no part in the later ones.
/// </summary>
internal sealed class IntakePipeline(
    IntakeReplay replay, SendRules rules, IRecipientDirectory recipients, RecipientRules recipientRules, RateGate rateGate, IntakeWriter writer)
{
    public async Task RunAsync(IReadOnlyList<PendingSend> group, CancellationToken cancellationToken)
    {
        var open = Open(group);
        do
        {
            open = await replay.AnswerRepeatsAsync(open, cancellationToken);
            open = Open(await ValidateAsync(open, cancellationToken));
            open = Open(await FindRecipientsAsync(open, cancellationToken));
            open = Open(await rateGate.PassAsync(open, cancellationToken));
            open = await writer.WriteAsync(open, cancellationToken); // what comes back lost a race for its key and is a repeat by now
        }
        while (open.Count > 0);
    }

    private static List<PendingSend> Open(IEnumerable<PendingSend> sends) => sends.Where(static send => send.IsOpen).ToList();

    private async Task<IReadOnlyList<PendingSend>> ValidateAsync(List<PendingSend> sends, CancellationToken cancellationToken)
    {
        foreach (var send in sends)
        {
            try
            {
                send.Request = await rules.CheckAsync(send.Caller.EnvironmentId, send.Request, cancellationToken);
            }
            catch (NotifyException refusal)
            {
                send.Refuse(refusal);
            }
        }

        return sends;
    }

    private async Task<IReadOnlyList<PendingSend>> FindRecipientsAsync(List<PendingSend> sends, CancellationToken cancellationToken)
    {
        if (sends.Count == 0)
        {
            return sends;
        }

        var found = await recipients.FindAsync(
            sends.Select(static send => new RecipientRef(send.Caller.EnvironmentId, send.Request.UserId)).ToList(), cancellationToken);
        for (var i = 0; i < sends.Count; i++)
        {
            try
            {
                sends[i].Recipient = await recipientRules.CheckAsync(sends[i].Caller, sends[i].Request.UserId, sends[i].Request.Channel, found[i], cancellationToken);
            }
            catch (NotifyException refusal)
            {
                sends[i].Refuse(refusal);
            }
        }

        return sends;
    }
}
