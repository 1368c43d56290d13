using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Notify.Delivery.Sending;

/// <summary>Refuses dispatch settings that would send twice.</summary>
internal sealed class DispatchOptionsValidator : IValidateOptions<DispatchOptions>
{
    public ValidateOptionsResult Validate(string? name, DispatchOptions options)
    {
        var failures = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), failures, validateAllProperties: true);
        var errors = failures.ConvertAll(static failure => $"Notify:Dispatch: {failure.ErrorMessage}");
        if (options.ClaimLeaseSeconds < 2 * options.AttemptTimeoutSeconds)
        {
            errors.Add(
                $"Notify:Dispatch:ClaimLeaseSeconds is {options.ClaimLeaseSeconds} but must be at least twice AttemptTimeoutSeconds ({options.AttemptTimeoutSeconds}); otherwise a slow send is claimed again and delivered twice.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
