using Microsoft.Extensions.Options;

namespace Notify.Secrets;

/// <summary>Refuses to start without a usable key.</summary>
internal sealed class SecretsOptionsValidator : IValidateOptions<SecretsOptions>
{
    public ValidateOptionsResult Validate(string? name, SecretsOptions options)
    {
        Span<byte> key = stackalloc byte[SecretBox.KeyBytes + 1];
        return Convert.TryFromBase64String(options.Key, key, out var length) && length == SecretBox.KeyBytes
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail(
                $"Notify:Secrets:Key must be {SecretBox.KeyBytes} bytes in base64; without it integrations' secrets cannot be sealed or read. Make one with: openssl rand -base64 {SecretBox.KeyBytes}");
    }
}
