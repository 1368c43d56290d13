using Microsoft.Extensions.Options;
using Notify.Content.Contracts;
using Notify.Delivery.Contracts;
using Notify.Delivery.Housekeeping;
using Notify.Delivery.Integrations;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Delivery.Intake;

/// <summary>What a send must look like. Everything wrong is said at once, before anything is stored.</summary>
internal sealed class SendRules(
    IChannelPlugins plugins, IntegrationCache integrations, IMessageRenderer renderer, ISenders senders, IOptions<RetentionOptions> retention, TimeProvider timeProvider)
{
    private const int MaxUserIdLength = 64;

    /// <summary>Inside retention, which would otherwise drop a send before its time.</summary>
    private readonly TimeSpan longestSchedule = TimeSpan.FromDays(Math.Min(30, retention.Value.NotificationDays - 1));

    /// <summary>Checks a send.</summary>
    /// <returns>The same, with its sender chosen.</returns>
    /// <exception cref="NotifyException">The channel is not registered, or fields are at fault.</exception>
    public async ValueTask<SendRequest> CheckAsync(EnvironmentId environmentId, SendRequest request, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        CheckUserId(request.UserId, "/userId", errors);
        CheckTimes(request, errors);
        await CheckContentAsync(environmentId, request.Channel, "/channel", request.Content, errors, cancellationToken);
        var content = await ChooseSenderAsync(environmentId, request.Content, errors, cancellationToken);
        ThrowIfAny(errors);
        return request with { Content = content };
    }

    /// <summary>Checks a batch.</summary>
    /// <returns>The same, with its sender chosen.</returns>
    /// <exception cref="NotifyException">A channel is not registered, or fields are at fault.</exception>
    public async ValueTask<BatchRequest> CheckAsync(EnvironmentId environmentId, BatchRequest request, CancellationToken cancellationToken)
    {
        var errors = new List<FieldError>();
        for (var i = 0; i < request.Recipients.Count; i++)
        {
            CheckUserId(request.Recipients[i].UserId, $"/recipients/{i}/userId", errors);
        }

        foreach (var (channel, index) in request.Recipients.Select(static (recipient, i) => (recipient.Channel, i)).DistinctBy(static pair => pair.Channel))
        {
            await CheckContentAsync(environmentId, channel, $"/recipients/{index}/channel", request.Content, errors, cancellationToken);
        }

        var content = await ChooseSenderAsync(environmentId, request.Content, errors, cancellationToken);
        ThrowIfAny(errors);
        return request with { Content = content };
    }

    /// <summary>Chooses now, so that attempts and retries of later keep to it whatever becomes the default.</summary>
    private async ValueTask<MessageContent> ChooseSenderAsync(
        EnvironmentId environmentId, MessageContent content, List<FieldError> errors, CancellationToken cancellationToken)
    {
        if (content.SenderId is null)
        {
            return await senders.FindDefaultAsync(environmentId, cancellationToken) is { } chosen ? content with { SenderId = chosen } : content;
        }

        if (!await senders.ExistsAsync(environmentId, content.SenderId, cancellationToken))
        {
            errors.Add(new("/senderId", $"There is no sender '{content.SenderId}' in this environment."));
        }

        return content;
    }

    private async ValueTask CheckContentAsync(
        EnvironmentId environmentId, string channel, string path, MessageContent content, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var active = await integrations.GetAsync(environmentId, channel, cancellationToken);
        if (!plugins.HasChannel(channel) || active.Count == 0)
        {
            throw new NotifyException(
                ErrorCode.ChannelNotFound,
                !plugins.HasChannel(channel)
                    ? $"No plugin serves channel '{channel}'. Registered: {string.Join(", ", plugins.Manifests.Select(static m => m.Channel).Distinct().Order(StringComparer.Ordinal))}."
                    : $"Channel '{channel}' has no active integration in this environment. Add one with POST /v1/integrations.",
                new FieldError(path, "This channel is not registered."));
        }

        var chosen = renderer.FindIntegration(content, channel);
        if (chosen is not null && !active.Any(integration => integration.Identifier == chosen))
        {
            throw new NotifyException(
                ErrorCode.IntegrationNotFound,
                $"Channel '{channel}' has no active integration '{chosen}'. Active: {string.Join(", ", active.Select(static integration => integration.Identifier))}.",
                new FieldError($"/overrides/{channel}/integration", "No active integration of this channel has this identifier."));
        }

        // The account that will carry it sets the limits; one whose plugin is away just now is judged by another of the channel.
        var provider = active.FirstOrDefault(integration => integration.Identifier == chosen) ?? active[0];
        var manifest = plugins.TryFind(provider.Provider, out var found) ? found : plugins.Manifests.First(other => other.Channel == channel);
        errors.AddRange(renderer.Check(content, manifest).Except(errors));
    }

    private void CheckTimes(SendRequest request, List<FieldError> errors)
    {
        var now = timeProvider.GetUtcNow();
        if (request.SendAt > now + longestSchedule)
        {
            errors.Add(new("/sendAt", $"sendAt may be at most {longestSchedule.TotalDays:0} days ahead."));
        }

        if (request.Deadline is { } deadline && deadline <= (request.SendAt > now ? request.SendAt : now))
        {
            errors.Add(new("/deadline", "The deadline must be later than now and than sendAt."));
        }
    }

    private static void CheckUserId(string userId, string path, List<FieldError> errors)
    {
        if (userId.Length is 0 or > MaxUserIdLength)
        {
            errors.Add(new(path, $"userId must have 1 to {MaxUserIdLength} characters; it has {userId.Length}."));
        }
        else if (userId.Contains('\0', StringComparison.Ordinal))
        {
            errors.Add(new(path, "userId must not contain NUL characters."));
        }
    }

    private static void ThrowIfAny(List<FieldError> errors)
    {
        if (errors.Count > 0)
        {
            throw new NotifyException(ErrorCode.ValidationError, string.Join(" ", errors.Select(static error => error.Message)), errors);
        }
    }
}
