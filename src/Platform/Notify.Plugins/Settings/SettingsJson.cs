using System.Text.Json.Serialization;

namespace Notify.Plugins.Settings;

[JsonSerializable(typeof(string))]
internal sealed partial class SettingsJson : JsonSerializerContext;
