using System.Text.Json;
using Notify.Delivery.Contracts;

namespace Notify.Gateway.Rest.Integrations;

/// <summary>The plugins of this installation.</summary>
/// <param name="Plugins">Every plugin folder, loaded or not.</param>
internal sealed record PluginsAnswer(IReadOnlyList<PluginAnswer> Plugins);

/// <summary>A plugin folder.</summary>
/// <param name="Id">The plugin's id, which integrations name as their provider.</param>
/// <param name="Channel">The channel that it serves; absent while it could not be read.</param>
/// <param name="Version">The version that serves; absent while none does.</param>
/// <param name="State">loaded when it serves, failed when it does not.</param>
/// <param name="Health">The worst health of the environment's active integrations of it; unknown when there are none.</param>
/// <param name="DisplayName">The name shown to people.</param>
/// <param name="Error">What is wrong and what to do; absent when nothing is.</param>
/// <param name="SettingsSchema">The JSON Schema of an integration's settings.</param>
internal sealed record PluginAnswer(
    string Id, string? Channel, string? Version, string State, string Health, string? DisplayName, string? Error, JsonElement? SettingsSchema)
{
    public static PluginAnswer Of(PluginView view) => new(
        view.Id, view.Channel, view.Version, view.Loaded ? "loaded" : "failed", HealthAnswer.Word(view.Health), view.DisplayName, view.Error,
        view.SettingsSchema is { } schema ? JsonElement.Parse(schema) : null);
}
