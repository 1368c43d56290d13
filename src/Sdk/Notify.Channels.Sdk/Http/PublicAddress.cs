using System.Net;

namespace Notify.Channels.Sdk;

/// <summary>Tells public addresses from those that lead inside: what a tenant names must never reach this network or its metadata.</summary>
internal static class PublicAddress
{
    /// <summary>Not global by the IANA special-purpose registry, or a cloud's own.</summary>
    private static readonly IPNetwork[] Inside4 =
    [
        IPNetwork.Parse("0.0.0.0/8"), IPNetwork.Parse("10.0.0.0/8"), IPNetwork.Parse("100.64.0.0/10"), IPNetwork.Parse("127.0.0.0/8"),
        IPNetwork.Parse("168.63.129.16/32"), // Azure's metadata service
        IPNetwork.Parse("169.254.0.0/16"), IPNetwork.Parse("172.16.0.0/12"), IPNetwork.Parse("192.0.0.0/24"), IPNetwork.Parse("192.0.2.0/24"),
        IPNetwork.Parse("192.88.99.0/24"), IPNetwork.Parse("192.168.0.0/16"), IPNetwork.Parse("198.18.0.0/15"), IPNetwork.Parse("198.51.100.0/24"),
        IPNetwork.Parse("203.0.113.0/24"), IPNetwork.Parse("224.0.0.0/4"), IPNetwork.Parse("240.0.0.0/4"),
    ];

    private static readonly IPNetwork GlobalUnicast6 = IPNetwork.Parse("2000::/3");

    /// <summary>Within 2000::/3, but wrapping an IPv4 address (Teredo, 6to4) or not global.</summary>
    private static readonly IPNetwork[] Inside6 =
    [
        IPNetwork.Parse("2001::/23"), IPNetwork.Parse("2001:db8::/32"), IPNetwork.Parse("2002::/16"), IPNetwork.Parse("3fff::/20"),
    ];

    public static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();

        return address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork
            ? !Array.Exists(Inside4, network => network.Contains(address))
            : GlobalUnicast6.Contains(address) && !Array.Exists(Inside6, network => network.Contains(address));
    }
}
