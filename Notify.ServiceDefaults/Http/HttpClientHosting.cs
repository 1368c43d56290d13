using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Notify.ServiceDefaults.Http;

/// <summary>Makes every factory-made client patient with reads and bounded in time.</summary>
internal static class HttpClientHosting
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30); // over all tries of one call

    public static void AddCarefulHttpClients(this IServiceCollection services)
    {
        services.TryAddTransient<ReadRetryHandler>();
        services.ConfigureHttpClientDefaults(static client => client
            .ConfigureHttpClient(static http => http.Timeout = Timeout)
            .AddHttpMessageHandler<ReadRetryHandler>());
    }
}
