using Notify.Audience.Addresses;
using Notify.Audience.Contracts;
using Notify.Plugins;
using Notify.Primitives;

namespace Notify.Audience.Subscribers;

/// <summary>
/// The rules for addresses whose form only a plugin knows: it is asked when the address is stored. Where several plugins serve the channel, the one
/// that takes the address becomes its provider.
/// </summary>
internal sealed class EndpointRules(IChannelPlugins plugins)
{
    private const int MaxEndpoints = 100;

    /// <summary>Collects every address of a profile, once each, and says what is wrong with any.</summary>
    public async ValueTask<IReadOnlyList<EndpointDraft>> CollectAsync(SubscriberProfile profile, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var endpoints = new List<EndpointDraft>();
        AddField(ChannelNames.Email, profile.Email, endpoints);
        AddField(ChannelNames.Sms, profile.Phone, endpoints);
        AddField(ChannelNames.Webhook, profile.WebhookUrl, endpoints);
        foreach (var (channel, address) in profile.Channels ?? new Dictionary<string, string?>())
        {
            if (address is not null && ChannelNames.IsWellFormed(channel) && AddressRules.IsAddress(address))
            {
                endpoints.Add(await RouteAsync(new() { Channel = channel, Address = address }, ProfileRules.ChannelPath(channel), errors, cancellationToken));
            }
        }

        if (profile.Endpoints?.Count > MaxEndpoints)
        {
            errors.Add(new("/endpoints", $"must have at most {MaxEndpoints} entries."));
        }

        foreach (var (index, endpoint) in (profile.Endpoints ?? []).Take(MaxEndpoints).Index())
        {
            var path = $"/endpoints/{index}";
            if (FindFault(endpoint, path) is { } fault)
            {
                errors.Add(fault);
            }
            else
            {
                endpoints.Add(await RouteAsync(endpoint, $"{path}/address", errors, cancellationToken));
            }
        }

        return [.. endpoints.DistinctBy(static endpoint => (endpoint.Channel, endpoint.Address))];
    }

    private static void AddField(string channel, string? address, List<EndpointDraft> endpoints)
    {
        if (address is not null)
        {
            endpoints.Add(new() { Channel = channel, Address = address });
        }
    }

    private static FieldError? FindFault(EndpointDraft endpoint, string path)
    {
        if (!ChannelNames.IsWellFormed(endpoint.Channel))
        {
            return new($"{path}/channel", "is no channel id: lower-case letters, digits, dots, hyphens and underscores, starting with a letter.");
        }

        return !AddressRules.IsAddress(endpoint.Address)
            ? new($"{path}/address", "must be an address of 1 to 4096 characters without control characters.")
            : AddressRules.FindFault(endpoint.Channel, endpoint.Address) is { } rule ? new($"{path}/address", rule) : null;
    }

    private async ValueTask<EndpointDraft> RouteAsync(EndpointDraft endpoint, string path, List<FieldError> errors, CancellationToken cancellationToken)
    {
        var serving = plugins.Manifests.Where(manifest => manifest.Channel == endpoint.Channel).Select(static manifest => manifest.Id).ToList();
        if (endpoint.Provider is { } wanted && !serving.Contains(wanted))
        {
            errors.Add(new(path, $"names provider '{wanted}', which does not serve channel '{endpoint.Channel}'. Loaded for it: {string.Join(", ", serving)}."));
            return endpoint;
        }

        var faults = new List<string>();
        var taking = new List<string>();
        foreach (var plugin in endpoint.Provider is null ? serving : [endpoint.Provider])
        {
            if (await plugins.FindEndpointFaultAsync(plugin, endpoint.Address, cancellationToken) is { } fault)
            {
                faults.Add($"{fault} ({plugin})");
            }
            else
            {
                taking.Add(plugin);
            }
        }

        if (faults.Count > 0 && taking.Count == 0)
        {
            errors.Add(new(path, $"must be {string.Join(", or ", faults)}."));
        }

        return serving.Count > 1 && taking.Count == 1 ? endpoint with { Provider = taking[0] } : endpoint;
    }
}
