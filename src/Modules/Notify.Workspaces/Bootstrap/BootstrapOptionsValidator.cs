using Microsoft.Extensions.Options;
using Notify.Workspaces.Keys;

namespace Notify.Workspaces.Bootstrap;

/// <summary>Refuses first-start data that could not be used. Never repeats the key itself.</summary>
internal sealed class BootstrapOptionsValidator : IValidateOptions<BootstrapOptions>
{
    private const int MaxNameLength = 64;

    public ValidateOptionsResult Validate(string? name, BootstrapOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        RequireName(errors, "Project", options.Project);
        RequireName(errors, "Environment", options.Environment);
        if (!string.IsNullOrEmpty(options.ApiKey) && !KeyText.IsWellFormed(options.ApiKey))
        {
            errors.AddError(
                $"{BootstrapOptions.Section}:ApiKey has {options.ApiKey.Length} characters but must have {KeyText.MinLength} to {KeyText.MaxLength}, visible ASCII only; otherwise it could be guessed or not be sent.");
        }

        if (!string.IsNullOrEmpty(options.ApiKey) && !string.IsNullOrEmpty(options.ApiKeyFile))
        {
            errors.AddError($"{BootstrapOptions.Section}:ApiKey and ApiKeyFile are both set; set one, otherwise it is unclear which key works.");
        }

        return errors.Build();
    }

    private static void RequireName(ValidateOptionsResultBuilder errors, string key, string? value)
    {
        if (string.IsNullOrWhiteSpace(value) || value.Length > MaxNameLength)
        {
            errors.AddError($"{BootstrapOptions.Section}:{key} is '{value}' but must be 1 to {MaxNameLength} characters; otherwise it cannot be shown.");
        }
    }
}
