using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Notify.Workspaces.Policies;

/// <summary>Refuses a preset that nobody defined.</summary>
internal sealed class RetryPresetOptionsValidator(IConfiguration configuration) : IValidateOptions<RetryPresetOptions>
{
    private static readonly string[] BuiltIn = ["standard", "lexigram", "patient", "none"];

    public ValidateOptionsResult Validate(string? name, RetryPresetOptions options)
    {
        string[] known = [.. BuiltIn, .. configuration.GetSection(RetryPresetOptions.Section + ":Presets").GetChildren().Select(static preset => preset.Key)];
        return known.Contains(options.Default, StringComparer.OrdinalIgnoreCase)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{RetryPresetOptions.Section}:Default is '{options.Default}' but must be one of {string.Join(", ", known.Distinct(StringComparer.OrdinalIgnoreCase))}; otherwise failed sends have no schedule.");
    }
}
