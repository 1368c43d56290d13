using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Notify.Secrets;

/// <summary>Makes <see cref="SecretBox"/> available.</summary>
public static class SecretsHosting
{
    /// <summary>Adds the box, however many modules ask for it; without a usable key the host does not start.</summary>
    public static IHostApplicationBuilder AddNotifySecrets(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptions<SecretsOptions>().BindConfiguration("Notify:Secrets").ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SecretsOptions>, SecretsOptionsValidator>());
        builder.Services.TryAddSingleton<SecretBox>();
        return builder;
    }
}
