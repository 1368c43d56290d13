using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notify.Cli.Running;

/// <summary>Reads what an app host says. Generated, because reflection would take longer than the rest of a command.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(AppHostFile))]
[JsonSerializable(typeof(SystemStatus))]
[JsonSerializable(typeof(IReadOnlyList<ResourceStatus>))]
internal sealed partial class RunningJson : JsonSerializerContext;
