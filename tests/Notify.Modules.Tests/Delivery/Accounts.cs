using Microsoft.Extensions.Options;
using Notify.Delivery.Integrations;
using Notify.Delivery.Sending;
using Notify.Secrets;

namespace Notify.Modules.Tests.Delivery;

/// <summary>Integrations as sending sees them.</summary>
internal static class Accounts
{
    private static readonly SecretBox Secrets = new(Options.Create(new SecretsOptions { Key = Convert.ToBase64String(new byte[32]) }));

    public static ActiveIntegration Make(string provider, string identifier, SendLimits limits = default) => new(
        new()
        {
            Id = Guid.CreateVersion7(),
            EnvironmentId = Guid.CreateVersion7(),
            Identifier = identifier,
            Name = identifier,
            Provider = provider,
            Channel = "push",
            Settings = "{}",
            SecretNames = [],
        },
        Secrets,
        limits);
}
