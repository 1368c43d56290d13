using System.Globalization;
using Notify.LocalHosting.Configuration;
using Notify.LocalHosting.Model;

namespace Notify.LocalHosting.Running;

/// <summary>Collects the environment variables and arguments of a resource.</summary>
internal static class ResourceEnvironment
{
    public static async Task<Dictionary<string, string>> CollectAsync(IResource resource, CancellationToken cancellationToken)
    {
        var collected = new EnvironmentCallbackContext([], cancellationToken);
        foreach (var endpoint in resource.All<EndpointAnnotation>().Where(static e => e.EnvironmentVariable is not null))
        {
            var port = await endpoint.Allocation.Task.WaitAsync(cancellationToken);
            collected.EnvironmentVariables[endpoint.EnvironmentVariable!] = port.ToString(CultureInfo.InvariantCulture);
        }

        foreach (var annotation in resource.All<EnvironmentCallbackAnnotation>().ToList())
        {
            await annotation.Callback(collected);
        }

        var variables = new Dictionary<string, string>();
        foreach (var (name, value) in collected.EnvironmentVariables)
        {
            variables[name] = value is IValueProvider provider
                ? await provider.GetValueAsync(cancellationToken) ?? ""
                : Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        }

        return variables;
    }

    public static IReadOnlyList<string> Arguments(IResource resource) =>
        [.. resource.All<CommandLineArgsAnnotation>().SelectMany(static a => a.Arguments)];
}
