using Microsoft.Extensions.Options;

namespace Notify.Workspaces.Policies;

/// <summary>Refuses a preset that nobody defined.</summary>
internal sealed class RetryPresetOptionsValidator : IValidateOptions<RetryPresetOptions>
{
    public ValidateOptionsResult Validate(string? name, RetryPresetOptions options) =>
        options.Default is "standard" or "lexigram" or "patient" or "none"
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{RetryPresetOptions.Section}:Default is '{options.Default}' but must be standard, lexigram, patient or none; otherwise failed sends have no schedule.");
}
