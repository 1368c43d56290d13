using System.Text.Json;
using Notify.Channels.Sdk;

namespace Notify.Channels.Tests.Support;

/// <summary>What a host would give a provider.</summary>
internal static class Contexts
{
    public static ProviderContext Of(object settings, params (string Key, string Value)[] hostOptions) => new()
    {
        IntegrationId = "integration-1",
        Settings = JsonSerializer.SerializeToElement(settings),
        HostOptions = hostOptions.ToDictionary(static option => option.Key, static option => option.Value, StringComparer.OrdinalIgnoreCase),
        TimeProvider = TimeProvider.System,
    };
}
