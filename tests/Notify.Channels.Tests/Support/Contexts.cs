using System.Text.Json;
using Notify.Channels.Sdk;
using Notify.ProviderFakes;

namespace Notify.Channels.Tests.Support;

/// <summary>What a host would give a provider.</summary>
internal static class Contexts
{
    /// <summary>A context in which a fake is reached.</summary>
    public static ProviderContext For(ProviderFake fake, object settings, TimeProvider? clock = null) =>
        Of(settings) with { HostOptions = fake.HostOptions, TimeProvider = clock ?? TimeProvider.System };

    public static ProviderContext Of(object settings, params (string Key, string Value)[] hostOptions) => new()
    {
        IntegrationId = "integration-1",
        Settings = JsonSerializer.SerializeToElement(settings),
        HostOptions = hostOptions.ToDictionary(static option => option.Key, static option => option.Value, StringComparer.OrdinalIgnoreCase),
        TimeProvider = TimeProvider.System,
    };
}
