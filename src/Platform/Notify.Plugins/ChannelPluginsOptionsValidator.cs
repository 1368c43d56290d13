using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Notify.Plugins;

internal sealed class ChannelPluginsOptionsValidator(IHostEnvironment environment) : IValidateOptions<ChannelPluginsOptions>
{
    public ValidateOptionsResult Validate(string? name, ChannelPluginsOptions options)
    {
        var roots = options.Roots(environment.ContentRootPath);
        if (roots.Length == 0)
        {
            return ValidateOptionsResult.Fail(
                $"{ChannelPluginsOptions.Section}:Path is '{options.Path}' but must name at least one folder of plugin folders "
                + "(several are separated by ';'); otherwise no channel can send.");
        }

        var missing = roots.Where(static root => !Directory.Exists(root)).Select(root =>
            $"{ChannelPluginsOptions.Section}:Path names '{root}', which does not exist. Create the folder or correct the path; "
            + "otherwise its channels cannot send.").ToArray();
        return missing.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(missing);
    }
}
