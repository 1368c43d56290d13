using Microsoft.Extensions.Options;

namespace Notify.Workspaces.Policies;

/// <summary>Refuses a limit that would stop or never limit sending.</summary>
internal sealed class RateLimitOptionsValidator : IValidateOptions<RateLimitOptions>
{
    public ValidateOptionsResult Validate(string? name, RateLimitOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (options.PerMinute is < 1 or > RateLimitOptions.MaxPerMinute)
        {
            errors.AddError(
                $"{RateLimitOptions.Section}:PerMinute is {options.PerMinute} but must be 1 to {RateLimitOptions.MaxPerMinute}; otherwise nothing could be sent, or nothing would be limited.");
        }

        if (!RateLimitOptions.TryReadMode(options.Mode, out _))
        {
            errors.AddError($"{RateLimitOptions.Section}:Mode is '{options.Mode}' but must be DELAY or REJECT; otherwise nobody knows what happens above the limit.");
        }

        return errors.Build();
    }
}
