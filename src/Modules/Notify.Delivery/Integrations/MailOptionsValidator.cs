using Microsoft.Extensions.Options;

namespace Notify.Delivery.Integrations;

/// <summary>Refuses to start with a redirect that leads nowhere.</summary>
internal sealed class MailOptionsValidator : IValidateOptions<MailOptions>
{
    public ValidateOptionsResult Validate(string? name, MailOptions options) =>
        options.DevRedirect.Length == 0 || MailOptions.TryRead(options.DevRedirect, out _, out _)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Notify:Mail:DevRedirect is '{options.DevRedirect}' but must be host:port, such as localhost:1025, or empty; otherwise e-mail would leave for real recipients.");
}
