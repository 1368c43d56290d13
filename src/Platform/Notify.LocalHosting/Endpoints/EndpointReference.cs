using System.Globalization;
using Notify.LocalHosting.Model;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Refers to an endpoint of a resource, whose port is known when the application runs.</summary>
public sealed class EndpointReference : IValueProvider, IManifestExpressionProvider
{
    private const string Loopback = "127.0.0.1";

    internal EndpointReference(IResourceWithEndpoints owner, string endpointName)
    {
        Resource = owner;
        EndpointName = endpointName;
    }

    /// <summary>Gets the resource that listens.</summary>
    public IResourceWithEndpoints Resource { get; }

    /// <summary>Gets the endpoint's name.</summary>
    public string EndpointName { get; }

    /// <summary>Gets whether the resource has such an endpoint.</summary>
    public bool Exists => Resource.All<EndpointAnnotation>().Any(e => e.Name == EndpointName);

    /// <summary>Gets whether the port is known.</summary>
    public bool IsAllocated => Exists && Annotation.Allocation.Task.IsCompletedSuccessfully;

    /// <summary>Gets the host.</summary>
    public string Host => IsHttp || IsHttps ? "localhost" : Loopback;

    /// <summary>Gets the port.</summary>
    /// <exception cref="InvalidOperationException">The application has not started yet.</exception>
    public int Port => IsAllocated
        ? Annotation.Allocation.Task.Result
        : throw new InvalidOperationException(
            $"Endpoint '{EndpointName}' of '{Resource.Name}' has no port yet: ports are given when the application starts.");

    /// <summary>Gets the port the program itself listens on.</summary>
    public int? TargetPort => Annotation.TargetPort;

    /// <summary>Gets the scheme.</summary>
    public string Scheme => Annotation.UriScheme;

    /// <summary>Gets the whole address.</summary>
    public string Url => string.Create(CultureInfo.InvariantCulture, $"{Scheme}://{Host}:{Port}");

    /// <summary>Gets whether the scheme is http.</summary>
    public bool IsHttp => Scheme == "http";

    /// <summary>Gets whether the scheme is https.</summary>
    public bool IsHttps => Scheme == "https";

    /// <inheritdoc/>
    public string ValueExpression => $"{{{Resource.Name}.bindings.{EndpointName}.url}}";

    internal EndpointAnnotation Annotation => Resource.All<EndpointAnnotation>().FirstOrDefault(e => e.Name == EndpointName)
        ?? throw new InvalidOperationException(
            $"Resource '{Resource.Name}' has no endpoint '{EndpointName}'. It has: {string.Join(", ", Resource.All<EndpointAnnotation>().Select(e => e.Name))}.");

    /// <summary>Refers to a part of the address.</summary>
    /// <param name="property">The part.</param>
    /// <returns>The reference.</returns>
    public EndpointReferenceExpression Property(EndpointProperty property) => new(this, property);

    /// <inheritdoc/>
    public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default)
    {
        await Annotation.Allocation.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        return Url;
    }
}
