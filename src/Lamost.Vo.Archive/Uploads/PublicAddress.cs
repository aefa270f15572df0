using System.Net;
using System.Net.Sockets;

namespace Lamost.Vo.Archive.Uploads;

/// <summary>Whether an address belongs to the public internet (IANA special-purpose address registries, RFC 6890).</summary>
public static class PublicAddress
{
    static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
            "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Of IPv6 only 2000::/3 is given out; in it, documentation, benchmarks, and tunnels whose ends are addresses of IPv4.
            "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
        }.Select(IPNetwork.Parse),
    ];

    static readonly IPNetwork Global = IPNetwork.Parse("2000::/3");

    /// <summary>True for an address of the public internet.</summary>
    public static bool Is(IPAddress address)
    {
        var plain = Unmapped(address);
        if (plain.AddressFamily == AddressFamily.InterNetworkV6 && !Global.Contains(plain)) return false;
        return !Special.Any(n => n.BaseAddress.AddressFamily == plain.AddressFamily && n.Contains(plain));
    }

    /// <summary>The address of IPv4 that one of IPv6 stands for (<c>::ffff:a.b.c.d</c>), or the address itself.</summary>
    public static IPAddress Unmapped(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
    }
}
