using System.Net.Sockets;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>An address a resource listens on.</summary>
public sealed class EndpointAnnotation : IResourceAnnotation
{
    /// <summary>Describes an endpoint.</summary>
    /// <param name="protocol">The transport.</param>
    /// <param name="uriScheme">The scheme, such as <c>http</c> or <c>tcp</c>.</param>
    /// <param name="name">The name, unique in the resource.</param>
    /// <param name="port">The port, or null for a free one.</param>
    /// <param name="isExternal">Whether people outside the application use it.</param>
    public EndpointAnnotation(ProtocolType protocol, string? uriScheme = null, string? name = null, int? port = null, bool? isExternal = null)
    {
        Protocol = protocol;
        UriScheme = uriScheme ?? "tcp";
        Name = name ?? UriScheme;
        Port = port;
        IsExternal = isExternal ?? false;
    }

    /// <summary>Gets the name, unique in the resource.</summary>
    public string Name { get; }

    /// <summary>Gets the transport.</summary>
    public ProtocolType Protocol { get; }

    /// <summary>Gets or sets the scheme.</summary>
    public string UriScheme { get; set; }

    /// <summary>Gets or sets the port; null picks a free one.</summary>
    public int? Port { get; set; }

    /// <summary>Gets or sets whether people outside the application use it.</summary>
    public bool IsExternal { get; set; }

    internal int? TargetPort { get; set; }

    /// <summary>True when <see cref="Port"/> is a preference of a launch profile: another is used when it is taken.</summary>
    internal bool PortIsPreference { get; init; }

    internal string? EnvironmentVariable { get; init; }

    internal bool IsHttp => UriScheme is "http" or "https";

    internal TaskCompletionSource<int> Allocation { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
