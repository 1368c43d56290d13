using Microsoft.Extensions.Options;

namespace Notify.Plugins;

internal sealed class PublicUrlOptionsValidator : IValidateOptions<PublicUrlOptions>
{
    public ValidateOptionsResult Validate(string? name, PublicUrlOptions options) =>
        options.PublicUrl.Length == 0
        || (Uri.TryCreate(options.PublicUrl, UriKind.Absolute, out var url) && (url.Scheme == Uri.UriSchemeHttps || url.Scheme == Uri.UriSchemeHttp)
            && url.Query.Length == 0 && url.Fragment.Length == 0)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"{PublicUrlOptions.Key} is '{options.PublicUrl}' but must be the gateway's absolute http or https URL, such as https://notify.example.com, "
                + "or empty; otherwise providers would send their receipts nowhere.");
}
