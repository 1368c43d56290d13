using System.Globalization;
using Notify.LocalHosting.Health;
using Notify.LocalHosting.Model;

namespace Aspire.Hosting;

public static partial class ResourceBuilderExtensions
{
    private static readonly HttpClient HealthClient = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    /// <summary>Holds the resource for healthy only while a page answers with the expected status.</summary>
    /// <typeparam name="T">The resource's type.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="path">The page; <c>/</c> when null.</param>
    /// <param name="statusCode">The expected status; 200 when null.</param>
    /// <param name="endpointName">The endpoint; the first http one when null.</param>
    /// <returns>The resource.</returns>
    public static IResourceBuilder<T> WithHttpHealthCheck<T>(
        this IResourceBuilder<T> builder, string? path = null, int? statusCode = null, string? endpointName = null)
        where T : IResourceWithEndpoints
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = endpointName ?? builder.Resource.All<EndpointAnnotation>().FirstOrDefault(static e => e.IsHttp)?.Name
            ?? throw new DistributedApplicationException(
                $"'{builder.Resource.Name}' has no http endpoint to check. Call WithHttpEndpoint first, or give its launch profile an applicationUrl.");
        var endpoint = builder.GetEndpoint(name);
        var expected = statusCode ?? 200;
        var page = path ?? "/";
        var key = string.Create(CultureInfo.InvariantCulture, $"{builder.Resource.Name}_{name}_{page}_{expected}_check");
        return builder.WithAnnotation(new HealthCheckAnnotation(key, CheckAsync));

        async Task<string?> CheckAsync(CancellationToken cancellationToken)
        {
            var url = new Uri(new Uri(endpoint.Url), page);
            using var response = await HealthClient.GetAsync(url, cancellationToken);
            return (int)response.StatusCode == expected
                ? null
                : string.Create(CultureInfo.InvariantCulture, $"{url} answered {(int)response.StatusCode} instead of {expected}.");
        }
    }
}
